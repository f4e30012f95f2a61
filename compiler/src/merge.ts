import type { Diagnostic, DiagnosticKind, Member, Place, TableValue, Value } from '@tsk/parser';
import { report } from '@tsk/parser';

/** One key with two values in two files. */
export const contradiction: DiagnosticKind<[key: string, other: string]> = {
  code: 'TSK5001',
  mnemonic: 'E_CONTRADICTION',
  severity: 'error',
  title: 'Key with different values in two files',
  message: (key, other) => `\`${key}\` has another value in ${other}; keep one of them.`,
};

/** One key with the same value in two files. */
export const repetition: DiagnosticKind<[key: string, other: string]> = {
  code: 'TSK5002',
  mnemonic: 'H_REPEATED',
  severity: 'hint',
  title: 'Key with the same value in two files',
  message: (key, other) => `\`${key}\` has the same value in ${other} already.`,
};

/** Several root tables as one, and what they disagree about. */
export interface MergedRoot {
  readonly root: TableValue;
  readonly diagnostics: readonly Diagnostic[];
}

/** Merges the root tables of several files into one. Where two files contradict each other, the first goes on. */
export function mergeRoots(roots: readonly TableValue[]): MergedRoot {
  const [first, ...others] = roots;
  const diagnostics: Diagnostic[] = [];
  const empty: TableValue = { kind: 'table', members: new Map(), file: '', span: { start: 0, end: 0 } };
  let root = first ?? empty;
  for (const other of others) root = mergeTables(root, other, [], diagnostics);
  return { root, diagnostics };
}

/** Lays the tables of `base` under those of `over`: where both have a value, that of `over` counts. */
export function overlay(over: TableValue, base: TableValue): TableValue {
  const members = new Map<string, Member>();
  for (const [key, member] of base.members) members.set(key, member);
  for (const [key, member] of over.members) {
    const below = members.get(key)?.value;
    const bothTables = below?.kind === 'table' && member.value.kind === 'table';
    members.set(key, bothTables ? { ...member, value: overlay(member.value, below) } : member);
  }
  return { ...over, members };
}

function mergeTables(
  left: TableValue,
  right: TableValue,
  path: readonly string[],
  diagnostics: Diagnostic[],
): TableValue {
  const members = new Map(left.members);
  for (const [key, member] of right.members) {
    const existing = members.get(key);
    members.set(key, existing === undefined ? member : mergeMembers(existing, member, [...path, key], diagnostics));
  }
  return { ...left, members };
}

function mergeMembers(left: Member, right: Member, path: readonly string[], diagnostics: Diagnostic[]): Member {
  const [a, b] = [openHead(left, right.value), openHead(right, left.value)];
  if (a.kind === 'table' && b.kind === 'table') return { ...left, value: mergeTables(a, b, path, diagnostics) };
  if (a.kind === 'invalid') return right;
  if (b.kind === 'invalid') return left;

  const kind = sameValue(a, b) ? repetition : contradiction;
  const related = [{ ...keyPlace(left), message: 'the other value' }];
  diagnostics.push(report(kind, keyPlace(right), [path.join('.'), left.file], { related }));
  return left;
}

/**
 * `health_checks = true` in one file and a table of that name in another are one table with a head, as within one file:
 * a boolean is its `enabled`, a text its `$value`.
 */
function openHead(member: Member, other: Value): Value {
  const { value } = member;
  if (other.kind !== 'table' || value.kind !== 'scalar') return value;
  const key = typeof value.value === 'boolean' ? 'enabled' : '$value';
  if (typeof value.value !== 'boolean' && typeof value.value !== 'string') return value;
  return { kind: 'table', members: new Map([[key, { ...member, key }]]), file: value.file, span: value.span };
}

function keyPlace({ file, keySpan, value }: Member): Place {
  return value.file === file
    ? { file, span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) } }
    : { file, span: keySpan };
}

function sameValue(a: Value, b: Value): boolean {
  switch (a.kind) {
    case 'scalar':
      return b.kind === 'scalar' && a.value === b.value;
    case 'array':
      return (
        b.kind === 'array' &&
        a.elements.length === b.elements.length &&
        a.elements.every((x, i) => isSame(x, b.elements[i]))
      );
    case 'table':
      return b.kind === 'table' && a.members.size === b.members.size && hasSameMembers(a, b);
    case 'deferred':
      return b.kind === 'deferred' && a.name === b.name && a.defaultValue === b.defaultValue;
    case 'invalid':
      return false;
    default:
      return a.kind === b.kind && a.text === b.text;
  }
}

function isSame(a: Value, b: Value | undefined): boolean {
  return b !== undefined && sameValue(a, b);
}

function hasSameMembers(a: TableValue, b: TableValue): boolean {
  return [...a.members].every(([key, { value }]) => isSame(value, b.members.get(key)?.value));
}
