import type { ResponseSource } from '../http/exchange.ts';

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
  /** Entries that made room for others. */
  readonly evictions: number;
  /** Bytes held, bodies and fields. */
  readonly bytes: number;
  readonly entries: number;
  /** Share of the requests, without those bypassed, that did not wait for the origin; 0 before the first. */
  readonly hitRate: number;
}

/** Counts requests by what became of them. */
export class Statistics {
  readonly #counts: Record<ResponseSource['cache'], number> = { hit: 0, stale: 0, miss: 0, revalidated: 0, bypass: 0 };
  #collapsed = 0;

  /** Counts a response to a client. */
  count(outcome: ResponseSource['cache']): void {
    this.#counts[outcome] += 1;
  }

  /** Counts a request that was answered by what another had asked for. */
  countCollapsed(): void {
    this.#collapsed += 1;
  }

  /** The counts so far, with what the store says of itself. */
  read(held: Pick<ResponseCacheStats, 'evictions' | 'bytes' | 'entries'>): ResponseCacheStats {
    const { hit: hits, stale, miss: misses, revalidated, bypass: bypassed } = this.#counts;
    const asked = hits + stale + misses + revalidated;
    const hitRate = asked === 0 ? 0 : (hits + stale) / asked;
    const { evictions, bytes, entries } = held;
    return {
      hits,
      misses,
      stale,
      revalidated,
      bypassed,
      collapsed: this.#collapsed,
      evictions,
      bytes,
      entries,
      hitRate,
    };
  }
}
