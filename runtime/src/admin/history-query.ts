import type { HistoryQuery } from '../autoscale/history.ts';

/** A choice of changes, or what is wrong with it. */
export type ReadHistoryQuery =
  | { readonly ok: true; readonly query: HistoryQuery }
  | { readonly ok: false; readonly error: string };

const actions = ['scale_up', 'scale_down', 'resize', 'recommend_size'] as const;
const origins = ['rule', 'forecast', 'hand'] as const;

/** Reads the query of a request for the history. Times are Unix times in milliseconds, or dates as ISO 8601 writes them. */
export function readHistoryQuery(query: URLSearchParams): ReadHistoryQuery {
  const action = choose(query.get('action'), actions);
  const by = choose(query.get('by'), origins);
  const [sinceMs, untilMs] = [readTime(query.get('since')), readTime(query.get('until'))];
  const limit = readCount(query.get('limit'));
  if (action === null) return wrong('action', actions.join(', '));
  if (by === null) return wrong('by', origins.join(', '));
  if (sinceMs === null) return wrong('since', 'a time in milliseconds or a date such as 2026-01-31T12:00:00Z');
  if (untilMs === null) return wrong('until', 'a time in milliseconds or a date such as 2026-01-31T12:00:00Z');
  if (limit === null) return wrong('limit', 'a whole number');
  return { ok: true, query: { action, by, sinceMs, untilMs, limit } };
}

function wrong(name: string, wanted: string): ReadHistoryQuery {
  return { ok: false, error: `${name} takes ${wanted}.` };
}

/** The option of that name; null where there is none of it. */
function choose<T extends string>(text: string | null, options: readonly T[]): T | undefined | null {
  return text === null ? undefined : (options.find((option) => option === text) ?? null);
}

function readTime(text: string | null): number | undefined | null {
  if (text === null) return undefined;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(time) ? time : null;
}

function readCount(text: string | null): number | undefined | null {
  if (text === null) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
