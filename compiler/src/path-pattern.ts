import type { TableValue, Value } from '@tsk/parser';

/** The keys of a path as it is written: `service.args[0]` is `service`, `args`, `0`. */
export function splitPath(key: string): readonly string[] {
  return key.split(/[.[\]]+/).filter((segment) => segment !== '');
}

/** Whether a path has a `*`, which stands for one or more keys. */
export function isPattern(path: readonly string[]): boolean {
  return path.includes('*');
}

/**
 * The paths of the written values that a pattern matches, in the order of the data: single values and lists, or tables where
 * it matches nothing else.
 */
export function findPaths(root: TableValue, pattern: readonly string[]): readonly (readonly string[])[] {
  const matching = [...walk(root, [])].filter(({ path }) => matches(pattern, path));
  const values = matching.filter(({ value }) => value.kind !== 'table');
  return (values.length > 0 ? values : matching).map(({ path }) => path);
}

interface Found {
  readonly path: readonly string[];
  readonly value: Value;
}

function* walk(value: Value, path: readonly string[]): Generator<Found> {
  if (path.length > 0) yield { path, value };
  if (value.kind === 'table') {
    for (const { key, value: inner } of value.members.values()) yield* walk(inner, [...path, key]);
  }
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (path.length === 0) return false;
  if (first !== '*') return first === path[0] && matches(rest, path.slice(1));
  return path.some((_key, index) => matches(rest, path.slice(index + 1)));
}
