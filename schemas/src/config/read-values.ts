import { type Diagnostic, type Member, type Place, report, type TableValue, type Value } from '@tsk/parser';
import { joinPointer } from '../base/pointer.ts';
import { memberSchema, type Schema, typesOf } from '../base/schema.ts';
import { headDiffers, wrongType } from './catalogue.ts';
import { readDeferred } from './read-deferred.ts';
import { readQuantity } from './read-quantity.ts';
import { type Environment, type Instance, leaveHole, type OpenReading, type Reading, type Written } from './reading.ts';
import { describeExpected, describeFound, dottedKey } from './words.ts';

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
  if (value.kind === 'deferred') return readDeferred(value, at, pointer, reading);
  const kind = schema['x-tsk-quantity'];
  if (kind !== undefined) return readQuantity(kind, at, pointer, reading) ?? outline(value);
  if (schema['x-tsk-text'] === true && value.kind === 'scalar' && value.value !== null) return String(value.value);
  return outline(value);
}

function readTable(table: TableValue, at: Written, pointer: string, reading: OpenReading): Instance {
  const result: { [key: string]: Instance } = Object.create(null);
  for (const member of table.members.values()) {
    const key = member.key === '$value' ? nameHead(member, table, at, reading) : member.key;
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
      result[key] = leaveHole(reading, memberPointer);
    } else {
      result[key] = read(written, memberPointer, reading);
    }
  }
  return result;
}

/** The member that the text before a table stands for; undefined where the text does not count, and then it is reported. */
function nameHead(head: Member, table: TableValue, at: Written, reading: OpenReading): string | undefined {
  const name = at.schema['x-tsk-head'];
  const key = dottedKey(at.path);
  if (name === undefined) {
    const facts = [key, describeExpected(at.schema), describeFound(head.value)] as const;
    reading.findings.push(report(wrongType, placeOf(head), [...facts]));
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
