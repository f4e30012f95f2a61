import { type Diagnostic, type Member, type Place, report, type TableValue, type Value } from '@tsk/parser';
import { joinPointer, toPointer } from '../base/pointer.ts';
import { memberSchema, type Schema, typesOf } from '../base/schema.ts';
import { findAlias } from './aliases.ts';
import { otherName, saidTwice } from './catalogue.ts';
import { isOurs } from './is-ours.ts';
import { dottedKey } from './words.ts';

/** A document in which every setting stands under the name that its schema gives it. */
export interface Canonical {
  readonly root: TableValue;
  readonly findings: readonly Diagnostic[];
  /** The dotted keys under which settings that had other names are written, by JSON pointer of the setting. */
  readonly writtenKeys: ReadonlyMap<string, string>;
}

interface Work {
  readonly findings: Diagnostic[];
  readonly writtenKeys: Map<string, string>;
}

/** A table on the way: what it is, as the settings and as the user name it. */
interface Spot {
  readonly schema: Schema;
  readonly path: readonly string[];
  readonly written: readonly string[];
}

/**
 * Puts settings that are written under another name, or in another place, where the schema has them. Tables of other
 * programs are left out. What nothing has to be done about is returned as it is.
 */
export function canonicalize(root: TableValue, schema: Schema, described: ReadonlySet<string> = new Set()): Canonical {
  const work: Work = { findings: [], writtenKeys: new Map() };
  const isTheirs = (key: string): boolean => described.has(key) && isShared(schema, key);
  const members = [...root.members].filter(([key, member]) => !isTheirs(key) && isOurs(member, root, schema));
  const ours = members.length === root.members.size ? root : { ...root, members: new Map(members) };
  return { root: canonicalizeTable(ours, { schema, path: [], written: [] }, work), ...work };
}

/** Whether a table may be another program's: it is none of ours, or has no effect in the runtime. */
function isShared(schema: Schema, key: string): boolean {
  const own = memberSchema(schema, key);
  return own === undefined || own['x-tsk-runtime'] === false;
}

function canonicalizeTable(table: TableValue, spot: Spot, work: Work): TableValue {
  let hasChanged = false;
  const members = new Map<string, Member>();
  const later: Member[] = [];
  for (const [key, member] of table.members) {
    const inner = memberSchema(spot.schema, key);
    if (inner === undefined) {
      if (findAlias(spot.schema, key) !== undefined) later.push(member);
      else members.set(key, member);
      continue;
    }
    const below: Spot = { schema: inner, path: [...spot.path, key], written: [...spot.written, member.key] };
    const value = canonicalizeValue(member.value, below, work);
    hasChanged ||= value !== member.value;
    members.set(key, value === member.value ? member : { ...member, value });
  }
  if (!hasChanged && later.length === 0) return table;
  let result: TableValue = { ...table, members };
  for (const member of later) result = moveMember(result, member, spot, work);
  return { ...result, members: inWrittenOrder(result.members) };
}

function canonicalizeValue(value: Value, spot: Spot, work: Work): Value {
  return value.kind === 'table' && typesOf(spot.schema).includes('object')
    ? canonicalizeTable(value, spot, work)
    : value;
}

/** Puts a member under its real names, and says so once. */
function moveMember(table: TableValue, member: Member, spot: Spot, work: Work): TableValue {
  const targets = findAlias(spot.schema, member.key) ?? [];
  const key: Place = { file: member.file, span: member.keySpan };
  const before = work.findings.length;
  let result = table;
  for (const target of targets) result = place(result, target, member, spot, work);
  if (work.findings.slice(before).some(({ code }) => code === saidTwice.code)) return result;
  const [only, ...others] = targets.map((target) => target.join('.'));
  const fix =
    only !== undefined && others.length === 0
      ? { fix: { title: `Write ${only}`, edits: [{ span: member.keySpan, newText: only }] } }
      : {};
  const names = targets.map((target) => dottedKey([...spot.path, ...target]));
  work.findings.push(report(otherName, key, [dottedKey([...spot.written, member.key]), names], fix));
  return result;
}

function place(table: TableValue, target: readonly string[], member: Member, spot: Spot, work: Work): TableValue {
  const [key = '', ...rest] = target;
  const schema = memberSchema(spot.schema, key) ?? {};
  const below: Spot = { schema, path: [...spot.path, key], written: spot.written };
  const existing = table.members.get(key);
  const put = (made: Member): TableValue => ({ ...table, members: new Map(table.members).set(key, made) });
  if (rest.length > 0) {
    const inside = existing === undefined ? emptyTable(member) : openHead(existing.value, existing, schema);
    if (inside === undefined) return table;
    return put({ ...(existing ?? { ...member, key }), value: place(inside, rest, member, below, work) });
  }
  const value = canonicalizeValue(member.value, { ...below, written: [...spot.written, member.key] }, work);
  if (existing === undefined) {
    work.writtenKeys.set(toPointer(below.path), dottedKey([...spot.written, member.key]));
    return put({ ...member, value });
  }
  return put({ ...existing, value: join(existing, { ...member, value }, below.path, schema, work) });
}

/** Two names for one setting: tables are laid over each other; of two values the first counts, and a difference is an error. */
function join(first: Member, second: Member, path: readonly string[], schema: Schema, work: Work): Value {
  const [a, b] = [openHead(first.value, first, schema), openHead(second.value, second, schema)];
  if (a !== undefined && b !== undefined && (first.value.kind === 'table' || second.value.kind === 'table')) {
    const members = new Map(a.members);
    for (const [key, member] of b.members) {
      const inner = members.get(key);
      const value = inner && join(inner, member, [...path, key], memberSchema(schema, key) ?? {}, work);
      if (value === undefined) work.writtenKeys.set(joinPointer(toPointer(path), key), dottedKey([second.key, key]));
      members.set(key, inner === undefined || value === undefined ? member : { ...inner, value });
    }
    return { ...a, members };
  }
  if (!isSame(first.value, second.value)) {
    const related = [{ file: first.file, span: first.keySpan, message: 'the other value' }];
    const place = { file: second.file, span: second.keySpan };
    work.findings.push(report(saidTwice, place, [dottedKey(path), first.key, second.key], { related }));
  }
  return first.value;
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind === 'invalid' || b.kind === 'invalid') return true;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  return 'text' in a && 'text' in b && a.text === b.text;
}

const emptyTable = (member: Member): TableValue => ({
  kind: 'table',
  members: new Map(),
  file: member.file,
  span: member.keySpan,
});

/** The table that a value is, or that the switch or head is which it stands for. */
function openHead(value: Value, member: Member, schema: Schema): TableValue | undefined {
  if (value.kind === 'table') return value;
  const isSwitch = value.kind === 'scalar' && typeof value.value === 'boolean';
  const key = isSwitch ? schema['x-tsk-switch'] : schema['x-tsk-head'];
  if (key === undefined) return undefined;
  return { kind: 'table', file: value.file, span: value.span, members: new Map([[key, { ...member, key, value }]]) };
}

/** Members in the order of the text where they are of one file; a moved one has come last. */
function inWrittenOrder(members: ReadonlyMap<string, Member>): ReadonlyMap<string, Member> {
  const files = new Set([...members.values()].map(({ file }) => file));
  if (files.size > 1) return members;
  return new Map([...members].toSorted(([, a], [, b]) => a.keySpan.start - b.keySpan.start));
}
