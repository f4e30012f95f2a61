import { type Diagnostic, type Member, type Place, report, type TableValue, type Value } from '@tsk/parser';
import { foldName } from '../base/nearest.ts';
import { joinPointer } from '../base/pointer.ts';
import { memberSchema, type Schema, typesOf } from '../base/schema.ts';
import { headDiffers, otherSpelling, wrongType } from './catalogue.ts';
import { findMisplacedKey, findSlippedKey } from './explain-unknown.ts';
import { mendQuotes } from './mend-quotes.ts';
import { readDeferred } from './read-deferred.ts';
import { readQuantity } from './read-quantity.ts';
import { type Environment, type Instance, leaveHole, type OpenReading, type Reading, type Written } from './reading.ts';
import { describeExpected, describeFound, dottedKey, quote } from './words.ts';

/**
 * Reads a document's root table by its schema. What the validator cannot know is reported here: heads, units, variables.
 * The depth of the walk is that of the schema, whatever the document's is.
 */
export function readValues(root: TableValue, schema: Schema, environment: Environment): Reading {
  const reading: OpenReading = { environment, written: new Map(), holes: new Set(), deferred: new Set(), findings: [] };
  const instance = read({ path: [], schema, value: root, key: root }, '', reading);
  return { ...reading, instance };
}

function read(at: Written, pointer: string, reading: OpenReading): Instance {
  reading.written.set(pointer, at);
  const { schema, value } = at;
  if (value.kind === 'expression' || value.kind === 'invalid') return leaveHole(reading, pointer);

  const types = typesOf(schema);
  if (types.includes('object')) {
    const table = openTable(value, schema);
    return table === undefined ? outline(value) : readTable(table, at, pointer, reading);
  }
  if (value.kind === 'array' && types.includes('array')) {
    const inner = schema.items ?? {};
    return value.elements.map((element, index) =>
      read(
        { path: [...at.path, index], schema: inner, value: element, key: element },
        joinPointer(pointer, index),
        reading,
      ),
    );
  }
  if (types.includes('array') && isSingle(value, schema)) return [readSingle(at, pointer, reading)];
  if (value.kind === 'deferred') return readDeferred(value, at, pointer, reading);
  const kind = schema['x-tsk-quantity'];
  if (kind !== undefined) return readQuantity(kind, at, pointer, reading) ?? outline(value);
  if (schema.enum !== undefined) return readChoice(at, reading) ?? outline(value);
  if (schema['x-tsk-text'] === true && value.kind === 'scalar' && value.value !== null) return String(value.value);
  return outline(value);
}

/** Whether a value is what the elements of a list are, so that it can be a list of one. */
function isSingle(value: Value, schema: Schema): boolean {
  const types = typesOf(schema.items ?? {});
  return value.kind === 'scalar' && types.some((type) => type === typeof value.value);
}

function readSingle(at: Written, pointer: string, reading: OpenReading): Instance {
  const { start, end } = at.value.span;
  const edits = [
    { span: { start, end: start }, newText: '[' },
    { span: { start: end, end }, newText: ']' },
  ];
  const facts = [dottedKey(at.path), describeFound(at.value), 'a list of one'] as const;
  reading.findings.push(report(otherSpelling, at.value, [...facts], { fix: { title: 'Write a list', edits } }));
  const element = { ...at, path: [...at.path, 0], schema: at.schema.items ?? {}, key: at.value };
  return read(element, joinPointer(pointer, 0), reading);
}

/** The choice that a text stands for which spells it in another way; undefined where it is none, or one already. */
function readChoice({ schema, value, path }: Written, reading: OpenReading): string | undefined {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return undefined;
  const text = value.value;
  if (schema.enum?.includes(text)) return undefined;
  const aliases = schema['x-tsk-value-aliases'] ?? {};
  const wanted = foldName(text);
  const alias = Object.keys(aliases).find((name) => foldName(name) === wanted);
  const choice = schema.enum?.find((name) => foldName(name) === wanted) ?? (alias && aliases[alias]);
  if (choice === undefined) return undefined;
  const fix = { title: `Write ${quote(choice)}`, edits: [{ span: value.span, newText: quote(choice) }] };
  reading.findings.push(report(otherSpelling, value, [dottedKey(path), quote(text), quote(choice)], { fix }));
  return choice;
}

function readTable(table: TableValue, at: Written, pointer: string, reading: OpenReading): Instance {
  const result: { [key: string]: Instance } = Object.create(null);
  for (const [name, member] of table.members) {
    const key = name === '$value' ? nameHead(member, table, at, reading) : name;
    if (key === undefined) continue;
    const inner = memberSchema(at.schema, key);
    const written: Written = {
      path: [...at.path, key],
      schema: inner ?? {},
      value: member.value,
      key: { file: member.file, span: member.keySpan },
    };
    const memberPointer = joinPointer(pointer, key);
    if (inner === undefined) {
      reading.written.set(memberPointer, written);
      const problem = at.schema['x-tsk-open'] === true ? findMisplacedKey(written, at) : undefined;
      result[key] = leaveHole(reading, memberPointer, problem);
    } else {
      const slip = isNamed(at.schema, key) ? undefined : findSlippedKey(written, at);
      if (slip !== undefined) reading.findings.push(slip);
      result[key] = read(written, memberPointer, reading);
    }
  }
  return result;
}

/** Whether a key is the schema's own or the user's, rather than one of a family such as `trace_…`. */
const isNamed = (schema: Schema, key: string): boolean =>
  schema.patternProperties === undefined || Object.hasOwn(schema.properties ?? {}, key);

/** The member that the text before a table stands for; undefined where the text does not count, and then it is reported. */
function nameHead(head: Member, table: TableValue, at: Written, reading: OpenReading): string | undefined {
  const name = at.schema['x-tsk-head'];
  const key = dottedKey(at.path);
  if (name === undefined) {
    const facts = [key, describeExpected(at.schema), describeFound(head.value)] as const;
    const fix = mendQuotes({ ...at, value: head.value });
    reading.findings.push(report(wrongType, placeOf(head), [...facts], { fix }));
    return undefined;
  }
  const explicit = table.members.get(name);
  if (explicit === undefined) return name;
  reading.findings.push(...compareHead(head, explicit, key));
  return undefined;
}

function* compareHead(head: Member, explicit: Member, table: string): Generator<Diagnostic> {
  const one = describeFound(head.value);
  const other = describeFound(explicit.value);
  if (one !== other) yield report(headDiffers, placeOf(head), [table, one, explicit.key, other]);
}

const placeOf = ({ value }: Member): Place => ({ file: value.file, span: value.span });

/** The table that a value is where a table is expected: itself, or one with the member that a head or switch stands for. */
function openTable(value: Value, schema: Schema): TableValue | undefined {
  if (value.kind === 'table') return value;
  const type = value.kind === 'scalar' ? typeof value.value : value.kind;
  const head = type === 'string' || type === 'deferred' ? schema['x-tsk-head'] : undefined;
  const toggle = type === 'boolean' || type === 'deferred' ? schema['x-tsk-switch'] : undefined;
  const key = head ?? toggle;
  if (key === undefined) return undefined;
  const member: Member = { key, keySpan: value.span, file: value.file, value };
  return { kind: 'table', file: value.file, span: value.span, members: new Map([[key, member]]) };
}

/** The plain data of a value without looking inside: enough for the validator to see of what type it is. */
function outline(value: Value): Instance {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'quantity':
    case 'range':
    case 'datetime':
    case 'expression':
    case 'deferred':
      return value.text;
    case 'array':
      return [];
    case 'table':
      return Object.create(null);
    case 'invalid':
      return null;
  }
}
