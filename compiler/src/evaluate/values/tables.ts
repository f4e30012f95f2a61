import type { Place, TableValue, Value } from '@tsk/parser';
import { makeTable } from './make.ts';

/** The names and values of the members, in order. */
export const entriesOf = ({ members }: TableValue): readonly (readonly [string, Value])[] =>
  [...members.values()].map(({ key, value }) => [key, value]);

/** The members of both tables; of a key that is in both the second value, unless both are tables, which merge in turn. */
export function mergeTables(under: TableValue, over: TableValue): TableValue {
  const members = new Map(under.members);
  for (const [key, member] of over.members) {
    const below = members.get(key)?.value;
    const both = below?.kind === 'table' && member.value.kind === 'table';
    members.set(key, both ? { ...member, value: mergeTables(below, member.value) } : member);
  }
  return { ...under, members };
}

/** The table with another value at a path. What stands in the way as something else than a table is replaced. */
export function setByPath(table: TableValue, path: readonly string[], value: Value, place: Place): TableValue {
  const [key, ...rest] = path;
  if (key === undefined) return table;
  const inner = table.members.get(key)?.value;
  const below = inner?.kind === 'table' ? inner : makeTable([], place);
  const next = rest.length === 0 ? value : setByPath(below, rest, value, place);
  const members = new Map(table.members);
  members.set(key, { key, keySpan: place.span, file: place.file, value: next });
  return { ...table, members };
}
