import type { Occurrence } from './configuration-names.ts';

/**
 * The places among the occurrences of a symbol where it gets its value. For a table that no statement of its own opens, these
 * are the headers that lead through it. A variable that is declared anew has several.
 */
export function findDefinitions(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const writes = occurrences.filter(({ role }) => role === 'write');
  if (writes.length > 0) return writes;
  return occurrences.filter(({ site, role }) => role === 'part' && site.kind === 'key').slice(0, 1);
}
