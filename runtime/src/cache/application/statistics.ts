import type { SharedStoreStats } from '../stores/guarded-store.ts';

/** What can happen to a caller, or to an entry. */
export type CacheCount =
  | 'hits'
  | 'sharedHits'
  | 'stale'
  | 'misses'
  | 'collapsed'
  | 'loads'
  | 'loadFailures'
  | 'refreshes'
  | 'sets'
  | 'deletes'
  | 'unacknowledged'
  | 'lost';

/** What an application cache has done since it was opened, and what it holds. */
export interface ApplicationCacheStats extends Readonly<Record<CacheCount, number>> {
  readonly strategy: string;
  /** Share of the reads that did not wait for a load; 0 before the first. */
  readonly hitRate: number;
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** Entries that made room for others. */
  readonly evictions: number;
  /** Writes that are put off now. */
  readonly pending: number;
  /** The shared store, as it looks from this process; null where there is none. */
  readonly store: SharedStoreStats | null;
}

/** Counters by name, all from 0. */
export class Counters {
  readonly #counts: Record<CacheCount, number> = {
    hits: 0,
    sharedHits: 0,
    stale: 0,
    misses: 0,
    collapsed: 0,
    loads: 0,
    loadFailures: 0,
    refreshes: 0,
    sets: 0,
    deletes: 0,
    unacknowledged: 0,
    lost: 0,
  };

  count(what: CacheCount): void {
    this.#counts[what] += 1;
  }

  read(): Readonly<Record<CacheCount, number>> & { readonly hitRate: number } {
    const { hits, sharedHits, stale, misses } = this.#counts;
    const found = hits + sharedHits + stale;
    return { ...this.#counts, hitRate: found + misses === 0 ? 0 : found / (found + misses) };
  }
}
