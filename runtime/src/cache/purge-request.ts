import type { Purge } from './purge.ts';

/** What an operator asks to be removed, or what is wrong with the question. */
export type ReadPurge =
  | { readonly ok: true; readonly purge: Purge; readonly soft: boolean }
  | { readonly ok: false; readonly error: string };

const WAYS = ['url', 'prefix', 'tag', 'all'] as const;

/**
 * Reads a purge from a query: one of `url=http://site/path`, `prefix=http://site/path`, `tag=name`, `all`; and `soft`, which marks as stale in place
 * of removing.
 */
export function readPurge(query: URLSearchParams): ReadPurge {
  const given = WAYS.filter((way) => query.has(way));
  const [way] = given;
  if (way === undefined || given.length > 1) {
    return {
      ok: false,
      error: 'Say what to purge: one of ?url=, ?prefix=, ?tag= and ?all, and &soft to only mark it as stale.',
    };
  }
  const soft = query.has('soft') && query.get('soft') !== 'false';
  const value = query.get(way) ?? '';
  if (way === 'all') return { ok: true, soft, purge: { kind: 'all' } };
  if (way === 'tag') {
    return value === ''
      ? { ok: false, error: 'A tag has a name: ?tag=NAME.' }
      : { ok: true, soft, purge: { kind: 'tag', tag: value } };
  }
  if (!URL.canParse(value) || !/^https?:/.test(value)) {
    return { ok: false, error: `?${way}= takes a whole address, such as http://shop.example/images/, not '${value}'.` };
  }
  const { protocol, host, pathname, search } = new URL(value);
  const address = {
    scheme: protocol === 'https:' ? 'https' : 'http',
    authority: host,
    target: pathname + search,
  } as const;
  return { ok: true, soft, purge: { kind: way === 'url' ? 'address' : 'prefix', ...address } };
}
