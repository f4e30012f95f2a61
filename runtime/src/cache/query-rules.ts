/** Which differences between queries do not matter. */
export interface QueryRules {
  /** The order of the parameters does not. */
  readonly sortQuery: boolean;
  /** These parameters do not; `*` at the end of one stands for any rest. */
  readonly ignoredQuery: readonly string[];
}

/** Every difference matters. */
export const EXACT_QUERY: QueryRules = { sortQuery: false, ignoredQuery: [] };

/** A target without what does not matter in its query. Parameters of the same name keep their order. */
export function normaliseTarget(target: string, { sortQuery, ignoredQuery }: QueryRules): string {
  const mark = target.indexOf('?');
  if (mark < 0 || (!sortQuery && ignoredQuery.length === 0)) return target;
  const all = target.slice(mark + 1).split('&');
  const kept = all.filter((parameter) => !ignoredQuery.some((pattern) => matches(nameOf(parameter), pattern)));
  const ordered = sortQuery ? kept.toSorted((one, other) => compare(nameOf(one), nameOf(other))) : kept;
  return ordered.length === 0 ? target.slice(0, mark) : `${target.slice(0, mark)}?${ordered.join('&')}`;
}

function nameOf(parameter: string): string {
  return parameter.split('=', 1)[0] ?? '';
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
