import type { Handler, ProxyResponse } from '../http/exchange.ts';
import { referencedKey } from './cache-key.ts';
import { cacheStatusField } from './cache-status.ts';
import type { Exchange } from './exchange.ts';
import { alsoInvalidated, hadEffect, isUnsafe } from './freshness/invalidation.ts';
import { readResponse } from './freshness/message.ts';
import { hasOriginPrecondition } from './freshness/preconditions.ts';
import type { CacheState } from './state.ts';

/** Whether a request is none of the cache's business: it is not for reading, or has conditions that only the origin can judge. */
export function isBypassed({ request, head }: Exchange): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return !reads || request.body !== null || head.directives.has('no-store') || hasOriginPrecondition(head);
}

/** Passes such a request on, and forgets what it has changed (RFC 9111 section 4.4). */
export async function bypass(state: CacheState, exchange: Exchange, handler: Handler): Promise<ProxyResponse> {
  const { request } = exchange;
  const sentMs = state.nowMs();
  const response = await handler(request);
  const head = readResponse(response.status, response.headers, sentMs, state.nowMs());
  if (isUnsafe(request.method) && hadEffect(head)) {
    state.entries.invalidateKey(exchange.key);
    for (const reference of alsoInvalidated(head)) {
      const key = referencedKey(reference, request, state.queryRules);
      if (key !== undefined) state.entries.invalidateKey(key);
    }
  }
  const because = request.method === 'GET' || request.method === 'HEAD' ? 'bypass' : 'method';
  const headers = [...response.headers, cacheStatusField({ kind: 'forward', because, stored: false })];
  return { ...response, headers, source: { ...response.source, cache: 'bypass' } };
}
