import { showValue } from './show-value.ts';

/** How a value differs from the one of the last commit. */
export type Mark = 'added' | 'changed' | 'removed';

/** A part of the plan: a table with children, or a value. */
export interface PlanNode {
  /** The JSON pointer in the plan, or, of what was removed, in the plan of the last commit. */
  readonly pointer: string;
  readonly label: string;
  /** The value, or how many values a table has that were written. */
  readonly shown: string;
  readonly mark: Mark | undefined;
  /** What the value was in the last commit. */
  readonly before: string | undefined;
  readonly children: readonly PlanNode[];
}

/** What the tree leaves out: where things were read from, which every node knows by itself. */
const hidden = new Set(['version', 'sources', 'origins']);

/** The tree of a plan. With the plan of the last commit, what differs is marked, up to the tables that it is in. */
export function planNodes(plan: object, before: object | undefined): readonly PlanNode[] {
  return childrenOf('', plan, before, before !== undefined).filter(({ label }) => !hidden.has(label));
}

function childrenOf(pointer: string, now: unknown, before: unknown, isCompared: boolean): readonly PlanNode[] {
  const [members, old] = [membersOf(now), membersOf(before)];
  const names = [...new Set([...members.keys(), ...old.keys()])];
  return names.map((name) => {
    const [current, previous] = [members.get(name), old.get(name)];
    const key = (current ?? previous)?.key ?? name;
    return makeNode(`${pointer}/${escapePointer(key)}`, name, current?.value, previous?.value, {
      isCompared,
      isNow: current !== undefined,
      wasBefore: previous !== undefined,
    });
  });
}

interface Presence {
  readonly isCompared: boolean;
  readonly isNow: boolean;
  readonly wasBefore: boolean;
}

function makeNode(pointer: string, label: string, now: unknown, before: unknown, presence: Presence): PlanNode {
  const { isCompared, isNow, wasBefore } = presence;
  const own = isCompared && isNow !== wasBefore ? (isNow ? 'added' : 'removed') : undefined;
  const value = isNow ? now : before;
  if (isTable(value)) {
    // Of a table that came or went as a whole the children are not compared with anything: they are as the table is.
    const inner = own === undefined ? before : undefined;
    const children = childrenOf(pointer, value, inner, isCompared && own === undefined);
    const mark = own ?? (children.some((child) => child.mark !== undefined) ? 'changed' : undefined);
    return { pointer, label, shown: '', mark, before: undefined, children };
  }
  const isChanged = isCompared && own === undefined && JSON.stringify(now) !== JSON.stringify(before);
  const shown = showValue(label, value);
  const mark = own ?? (isChanged ? 'changed' : undefined);
  return { pointer, label, shown, mark, before: isChanged ? showValue(label, before) : undefined, children: [] };
}

/** Tables, and lists of tables; a list of plain values is one value. */
function isTable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || '$env' in value) return false;
  return Array.isArray(value) ? value.some(isTable) : Object.keys(value).length > 0;
}

interface Member {
  /** The key or the number in the list. */
  readonly key: string;
  readonly value: unknown;
}

/** The members of a table by key; the elements of a list by their names, so that one more does not change all that follow. */
function membersOf(value: unknown): ReadonlyMap<string, Member> {
  if (!isTable(value)) return new Map();
  const entries = Array.isArray(value)
    ? value.map((one, index) => [String(index), one] as const)
    : Object.entries(value);
  return new Map(
    entries.map(([key, member]) => {
      const name = Array.isArray(value) ? (nameOf(member) ?? key) : key;
      return [name, { key, value: member }];
    }),
  );
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' ? name : undefined;
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
