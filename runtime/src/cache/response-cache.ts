import type { Handler } from '../http/exchange.ts';
import { type Look, Optimizer } from './advice/optimizer.ts';
import { answer } from './answer.ts';
import { Entries } from './entries.ts';
import { toExchange } from './exchange.ts';
import { Flights } from './flights.ts';
import { defaultEvictionPolicy } from './policies/index.ts';
import type { EvictionPolicyKind } from './policies/policy.ts';
import { matcherOf, type Purge } from './purge.ts';
import { listenToShared, purgeShared } from './purge-shared.ts';
import { EXACT_QUERY, type QueryRules } from './query-rules.ts';
import { Refusals } from './refusals.ts';
import { SharedResponses } from './shared-responses.ts';
import type { CacheState } from './state.ts';
import { type ResponseCacheStats, Statistics } from './statistics.ts';
import { sizeOf, type Variants } from './stored-response.ts';
import { createMemoryStore } from './stores/memory.ts';
import type { SharedTier } from './stores/shared-tier.ts';

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
  /** Which differences between queries do not matter; all do where it is left out. */
  readonly queryRules?: QueryRules;
  /** The store behind the memory, which other processes share; none where it is left out. */
  readonly shared?: SharedTier | null;
  /** When advice is given, and whether it is applied; only about what is attainable, and never applied, where it is left out. */
  readonly optimizer?: {
    readonly apply: boolean;
    readonly hitRateTrigger: number | null;
    readonly sizeTrigger: number | null;
  };
}

/** An HTTP cache for everybody (RFC 9111) in front of a handler. */
export interface ResponseCache {
  /** Puts the cache in front of a handler. What it stores is shared by all handlers that it is put in front of. */
  wrap(handler: Handler): Handler;
  stats(): ResponseCacheStats;
  /**
   * Removes stored responses, and keeps those that are on their way from being stored; gives the number removed from the memory of this process.
   * `soft`: those stay as stale, to stand in until the origin has confirmed them.
   */
  purge(what: Purge, how?: { readonly soft: boolean }): Promise<number>;
  /** Looks at what other policies and sizes would have brought since the last time. */
  look(): Look;
}

/** Makes an empty response cache. */
export function createResponseCache(options: ResponseCacheOptions): ResponseCache {
  const { maxBytes, maxEntryBytes, nowMs, policy = defaultEvictionPolicy, shared: tier = null } = options;
  const store = createMemoryStore<Variants>({ maxBytes, policy });
  const unreachableStaleMs = options.unreachableStaleMs ?? 300_000;
  const shared = tier === null ? null : new SharedResponses(tier, { nowMs, unreachableStaleMs });
  const optimizer = openOptimizer(options, policy, store.exchange);
  const bytesOf = (key: string): number => sizeOf(key, store.peek(key) ?? []);
  const state: CacheState = {
    entries: new Entries(store, shared, (key) => optimizer.observe(key, () => bytesOf(key))),
    flights: new Flights(),
    refusals: new Refusals(),
    statistics: new Statistics(),
    queryRules: options.queryRules ?? EXACT_QUERY,
    maxEntryBytes: Math.min(maxEntryBytes, maxBytes),
    collapseWaitMs: options.collapseWaitMs ?? 5_000,
    unreachableStaleMs,
    nowMs,
  };
  if (tier !== null) listenToShared(tier, state.entries);
  const stats = (): ResponseCacheStats =>
    state.statistics.read({
      ...store.stats(),
      maxBytes,
      policy: optimizer.policy,
      attainableHitRate: optimizer.attainable,
      advice: optimizer.latest.advice,
      store: tier?.stats() ?? null,
    });
  return {
    wrap: (handler) => async (request) => {
      const exchange = toExchange(request, state.queryRules);
      const response = await answer(state, exchange, handler);
      state.statistics.count(response.source.cache);
      return response;
    },
    stats,
    purge: async (what, { soft } = { soft: false }) => {
      const { key, response } = matcherOf(what, state.queryRules);
      const softened = soft ? state.entries.soften(key, response, nowMs()) : new Map<string, Variants>();
      const removed = soft ? softened.size : state.entries.invalidate(key, response);
      state.statistics.countPurged(removed);
      if (shared !== null) await purgeShared(shared, what, state.queryRules, softened);
      return removed;
    },
    look: () => {
      const { hits, stale, misses, revalidated, bytes } = stats();
      return optimizer.look({ hits: hits + stale + revalidated, misses, bytes });
    },
  };
}

function openOptimizer(
  { optimizer: wanted, maxBytes }: ResponseCacheOptions,
  policy: EvictionPolicyKind,
  apply: (policy: EvictionPolicyKind) => void,
): Optimizer {
  const { hitRateTrigger = null, sizeTrigger = null } = wanted ?? {};
  return new Optimizer({ policy, maxBytes, hitRateTrigger, sizeTrigger, apply: wanted?.apply === true ? apply : null });
}
