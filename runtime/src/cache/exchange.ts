import type { ProxyRequest } from '../http/exchange.ts';
import { cacheKey } from './cache-key.ts';
import { type RequestHead, readRequest } from './freshness/message.ts';
import type { QueryRules } from './query-rules.ts';

/** A request as the layers of the cache hand it to each other: read once, with its key. */
export interface Exchange {
  readonly request: ProxyRequest;
  readonly head: RequestHead;
  readonly key: string;
}

/** Reads a request for caching. */
export function toExchange(request: ProxyRequest, rules: QueryRules): Exchange {
  return { request, head: readRequest(request.method, request.headers), key: cacheKey(request, rules) };
}

/** Request fields that make the answer fit this one client only, so that nobody else can be made to wait for it. */
const PERSONAL = ['authorization', 'if-match', 'if-modified-since', 'if-none-match', 'if-unmodified-since', 'range'];

/** Whether the answer would fit others who ask the same: a whole GET, without conditions. */
export function isShareable({ head }: Exchange): boolean {
  return head.method === 'GET' && !PERSONAL.some((name) => head.index.has(name));
}
