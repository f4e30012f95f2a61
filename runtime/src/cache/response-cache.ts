import type { Handler } from '../http/exchange.ts';
import { answer } from './answer.ts';
import { Entries } from './entries.ts';
import { toExchange } from './exchange.ts';
import { Flights } from './flights.ts';
import { defaultEvictionPolicy } from './policies/index.ts';
import type { EvictionPolicyKind } from './policies/policy.ts';
import { matcherOf, type Purge } from './purge.ts';
import { Refusals } from './refusals.ts';
import type { CacheState } from './state.ts';
import { type ResponseCacheStats, Statistics } from './statistics.ts';
import type { Variants } from './stored-response.ts';
import { createMemoryStore } from './stores/memory.ts';

/** Bounds and surroundings of a response cache. */
export interface ResponseCacheOptions {
  /** Bound of all stored responses together, bodies and fields. */
  readonly maxBytes: number;
  /** A larger body is not stored; it streams past. */
  readonly maxEntryBytes: number;
  /** Milliseconds since the epoch in real time: they are compared with the Date and Expires fields of the origin. */
  readonly nowMs: () => number;
  /** What makes room; the default of the registry where it is left out. */
  readonly policy?: EvictionPolicyKind;
  /** How long a request waits for another's response before it asks for itself; 5 s where it is left out. */
  readonly collapseWaitMs?: number;
  /** How stale a response may stand in for an origin that cannot be reached, unless it forbids it; 5 min where it is left out. */
  readonly unreachableStaleMs?: number;
}

/** An HTTP cache for everybody (RFC 9111) in front of a handler. */
export interface ResponseCache {
  /** Puts the cache in front of a handler. What it stores is shared by all handlers that it is put in front of. */
  wrap(handler: Handler): Handler;
  stats(): ResponseCacheStats;
  /** Removes stored responses, and keeps those that are on their way from being stored; gives the number removed. */
  purge(what: Purge): number;
}

/** Makes an empty response cache. */
export function createResponseCache(options: ResponseCacheOptions): ResponseCache {
  const { maxBytes, maxEntryBytes, nowMs, policy = defaultEvictionPolicy } = options;
  const store = createMemoryStore<Variants>({ maxBytes, policy });
  const state: CacheState = {
    entries: new Entries(store),
    flights: new Flights(),
    refusals: new Refusals(),
    statistics: new Statistics(),
    maxEntryBytes: Math.min(maxEntryBytes, maxBytes),
    collapseWaitMs: options.collapseWaitMs ?? 5_000,
    unreachableStaleMs: options.unreachableStaleMs ?? 300_000,
    nowMs,
  };
  return {
    wrap: (handler) => async (request) => {
      const response = await answer(state, toExchange(request), handler);
      state.statistics.count(response.source.cache);
      return response;
    },
    stats: () => state.statistics.read(store.stats()),
    purge: (what) => {
      const { key, response } = matcherOf(what);
      return state.entries.invalidate(key, response);
    },
  };
}
