import type { ResponseSource } from '../http/exchange.ts';
import type { Advice } from './advice/advise.ts';
import type { SharedStoreStats } from './stores/guarded-store.ts';

/** What a response cache has done since it was made, and what it holds. */
export interface ResponseCacheStats {
  /** Requests answered from a fresh stored response. */
  readonly hits: number;
  /** Requests that the origin had to answer. */
  readonly misses: number;
  /** Requests answered from a stale one: while it is renewed, or in place of an error. */
  readonly stale: number;
  /** Requests answered from a stored response that the origin confirmed first. */
  readonly revalidated: number;
  /** Requests that are none of the cache's business. */
  readonly bypassed: number;
  /** Requests answered by a response that another request was already asking for; they are counted as hits, too. */
  readonly collapsed: number;
  /** Requests whose response came from the shared store first; they are counted by what became of it, too. */
  readonly shared: number;
  /** Responses removed by a purge. */
  readonly purged: number;
  /** Entries that made room for others. */
  readonly evictions: number;
  /** Bytes held, bodies and fields. */
  readonly bytes: number;
  readonly entries: number;
  readonly maxBytes: number;
  /** The eviction policy that is at work now. */
  readonly policy: string;
  /** The most that any policy would attain at this size, by samples; null before there is enough to say. */
  readonly attainableHitRate: number | null;
  /** What might be done for the hit rate, as of the last look. */
  readonly advice: readonly Advice[];
  /** The shared store, as it looks from this process; null where there is none. */
  readonly store: SharedStoreStats | null;
  /** Share of the requests, without those bypassed, that did not wait for the origin; 0 before the first. */
  readonly hitRate: number;
}

/** What is counted request by request; the rest is what the stores say of themselves. */
type CountedHere =
  | 'hits'
  | 'misses'
  | 'stale'
  | 'revalidated'
  | 'bypassed'
  | 'collapsed'
  | 'shared'
  | 'purged'
  | 'hitRate';

/** The numbers among the figures, for metrics: those of the store with its name in front. */
export function figuresOf({
  policy: _,
  advice,
  store,
  attainableHitRate,
  ...numbers
}: ResponseCacheStats): Readonly<Record<string, number>> {
  return {
    ...numbers,
    advice: advice.length,
    ...(attainableHitRate === null ? {} : { attainableHitRate }),
    ...(store === null
      ? {}
      : {
          storeOperations: store.operations,
          storeFailures: store.failures,
          storeTimeouts: store.timeouts,
          storeBypassed: store.bypassed,
          storeLatencyMs: store.latencyMs,
        }),
  };
}

/** Counts requests by what became of them. */
export class Statistics {
  readonly #counts: Record<ResponseSource['cache'], number> = { hit: 0, stale: 0, miss: 0, revalidated: 0, bypass: 0 };
  #collapsed = 0;
  #shared = 0;
  #purged = 0;

  /** Counts a response to a client. */
  count(outcome: ResponseSource['cache']): void {
    this.#counts[outcome] += 1;
  }

  /** Counts a request that was answered by what another had asked for. */
  countCollapsed(): void {
    this.#collapsed += 1;
  }

  /** Counts a request whose response was found in the shared store. */
  countShared(): void {
    this.#shared += 1;
  }

  /** Counts responses that a purge has removed. */
  countPurged(responses: number): void {
    this.#purged += responses;
  }

  /** The counts so far, with what the store says of itself. */
  read(held: Omit<ResponseCacheStats, CountedHere>): ResponseCacheStats {
    const { hit: hits, stale, miss: misses, revalidated, bypass: bypassed } = this.#counts;
    const asked = hits + stale + misses + revalidated;
    const hitRate = asked === 0 ? 0 : (hits + stale) / asked;
    return {
      hits,
      misses,
      stale,
      revalidated,
      bypassed,
      collapsed: this.#collapsed,
      shared: this.#shared,
      purged: this.#purged,
      ...held,
      hitRate,
    };
  }
}
