import type { ProxyRequest } from '../http/exchange.ts';
import { normaliseTarget, type QueryRules } from './query-rules.ts';

/** What identifies a resource: who is asked, and for what. */
export type Address = Pick<ProxyRequest, 'scheme' | 'authority' | 'target'>;

const DEFAULT_PORT = { http: ':80', https: ':443' };

/**
 * The key that the responses to GET requests of an address are stored under; HEAD requests look there, too.
 * It holds the method, scheme, host, port, path and query, so that nothing of one site can answer for another.
 */
export function cacheKey(address: Address, rules: QueryRules): string {
  return `${keyPrefix(address.scheme, address.authority)}${normaliseTarget(address.target, rules)}`;
}

/** What the keys of one site begin with. */
export function keyPrefix(scheme: Address['scheme'], authority: string): string {
  const host = authority.toLowerCase();
  const port = DEFAULT_PORT[scheme];
  return `GET ${scheme}://${host.endsWith(port) ? host.slice(0, -port.length) : host}`;
}

/** The key of what a reference points to, seen from an address; undefined where it leads to another origin or nowhere. */
export function referencedKey(reference: string, from: Address, rules: QueryRules): string | undefined {
  const base = `${from.scheme}://${from.authority}`;
  if (!URL.canParse(reference, base + from.target)) return undefined;
  const url = new URL(reference, base + from.target);
  if (url.origin !== new URL(base).origin) return undefined;
  return cacheKey({ ...from, target: url.pathname + url.search }, rules);
}
