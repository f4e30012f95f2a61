import type { Change } from '../stores/changes.ts';
import type { WriteStrategy } from '../strategies/strategy.ts';
import { type CacheEntry, isDueEarly, isNothing, type Lifetimes, lifetimeOf } from './entry.ts';
import { Loads } from './loads.ts';
import type { EntryOptions, Source } from './options.ts';
import type { ApplicationCacheStats, Counters } from './statistics.ts';
import type { Found, Tiers } from './tiers.ts';

/** What an application cache is put together from. */
export interface ApplicationCacheParts {
  readonly tiers: Tiers;
  readonly strategy: WriteStrategy<CacheEntry>;
  /** Asked by `get` for what is missing; null where `get` only looks. */
  readonly load: NonNullable<Source['load']> | null;
  readonly lifetimes: Lifetimes;
  readonly earlyRefresh: boolean;
  readonly collapseWaitMs: number;
  readonly counters: Counters;
  readonly invalidateShared: (change: Change) => Promise<boolean>;
  readonly stats: () => ApplicationCacheStats;
  readonly close: () => Promise<void>;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/**
 * The cache of an application: values by key, in the memory of the process and in a store that all processes share. A value that is read is the
 * one that is kept, not a copy: who changes it changes it for all readers of the process.
 * No method rejects because of the shared store: without it, the cache is one of the process.
 */
export class ApplicationCache {
  readonly #parts: ApplicationCacheParts;
  readonly #loads = new Loads();

  constructor(parts: ApplicationCacheParts) {
    this.#parts = parts;
  }

  /** The value of a key while it is fresh; undefined where there is none. Under `read_through` it is loaded then. */
  async get<T = unknown>(key: string): Promise<T | undefined> {
    const { load } = this.#parts;
    if (load !== null) return (await this.getOrSet(key, () => load(key))) as T | undefined;
    const found = await this.#find(key);
    const fresh = found !== undefined && found.entry.freshUntilMs > this.#parts.nowMs();
    this.#countRead(fresh ? found : undefined);
    return fresh ? (found.entry.value as T) : undefined;
  }

  /**
   * Writes a value as the strategy says; true where what has to acknowledge it did, false where the shared store did not. Rejects where the
   * source does not save it, and with a `TypeError` where the value is not data.
   */
  async set(key: string, value: unknown, options: EntryOptions = {}): Promise<boolean> {
    const { strategy, counters } = this.#parts;
    this.#loads.revoke((load) => load.key === key);
    counters.count('sets');
    const acknowledged = await strategy.write({ key, value: this.#entry(value, 0, options) });
    // Loads that began while the write was on its way may have read what was before it.
    this.#loads.revoke((load) => load.key === key);
    if (!acknowledged) counters.count('unacknowledged');
    return acknowledged;
  }

  /**
   * The value of a key, or what `load` brings, which is kept. Callers who ask for the same key meanwhile wait for the same load, for a bounded
   * time; a stale value is given out at once while a new one is loaded. Rejects as `load` does.
   */
  async getOrSet<T>(key: string, load: () => T | Promise<T>, options: EntryOptions = {}): Promise<T> {
    const { nowMs, earlyRefresh, random, counters } = this.#parts;
    const found = await this.#find(key);
    this.#countRead(found);
    if (found === undefined) return this.#loadOrJoin(key, load, options);
    const { entry } = found;
    if (entry.freshUntilMs <= nowMs() || (earlyRefresh && isDueEarly(entry, nowMs(), random))) {
      if (this.#loads.find(key) === undefined) {
        counters.count('refreshes');
        this.#load(key, load, options).catch(() => undefined);
      }
    }
    return entry.value as T;
  }

  /** Forgets a key, everywhere. Writes of it that are put off are finished first. */
  async delete(key: string): Promise<boolean> {
    const { strategy, tiers, counters } = this.#parts;
    counters.count('deletes');
    this.#loads.revoke((load) => load.key === key);
    await strategy.settle(key);
    tiers.dropLocal(key);
    return tiers.dropShared(key);
  }

  /** Forgets everything that has one of the tags. */
  invalidateTags(tags: readonly string[]): Promise<boolean> {
    return this.#invalidate({ tags });
  }

  /** Forgets every key that begins so. */
  invalidatePrefix(prefix: string): Promise<boolean> {
    return this.#invalidate({ prefix });
  }

  /** Forgets everything. */
  clear(): Promise<boolean> {
    return this.#invalidate({ all: true });
  }

  /** What the cache has done, and what it holds in this process. */
  stats(): ApplicationCacheStats {
    return this.#parts.stats();
  }

  /** Finishes what is put off and leaves the shared store. */
  async close(): Promise<void> {
    await this.#parts.strategy.flush();
    await this.#parts.close();
  }

  /** Takes back what this process keeps of something that has changed. */
  forget(change: Change): void {
    const { tiers } = this.#parts;
    if ('keys' in change) {
      this.#loads.revoke(({ key }) => change.keys.includes(key));
      for (const key of change.keys) tiers.dropLocal(key);
    } else {
      const matches = matcherOf(change);
      this.#loads.revoke(({ key, tags }) => matches(key, tags));
      tiers.dropLocalWhere(matches);
    }
  }

  async #invalidate(change: Change): Promise<boolean> {
    await this.#parts.strategy.flush();
    this.forget(change);
    return this.#parts.invalidateShared(change);
  }

  async #find(key: string): Promise<Found | undefined> {
    const { tiers, strategy } = this.#parts;
    const local = tiers.findLocal(key);
    if (local !== undefined) return { entry: local, tier: 'local' };
    const pending = strategy.find(key);
    return pending === undefined ? tiers.find(key) : { entry: pending.value, tier: 'local' };
  }

  #countRead(found: Found | undefined): void {
    const { counters, nowMs } = this.#parts;
    if (found === undefined) counters.count('misses');
    else if (found.entry.freshUntilMs <= nowMs()) counters.count('stale');
    else counters.count(found.tier === 'local' ? 'hits' : 'sharedHits');
  }

  async #loadOrJoin<T>(key: string, load: () => T | Promise<T>, options: EntryOptions): Promise<T> {
    const running = this.#loads.find(key);
    if (running === undefined) return this.#load(key, load, options);
    this.#parts.counters.count('collapsed');
    const joined = await within(running.result as Promise<T>, this.#parts.collapseWaitMs);
    return joined === undefined ? this.#load(key, load, options) : joined.value;
  }

  #load<T>(key: string, load: () => T | Promise<T>, options: EntryOptions): Promise<T> {
    const { counters, nowMs, tiers } = this.#parts;
    counters.count('loads');
    return this.#loads.start(key, options.tags ?? [], async (isCurrent) => {
      const startMs = nowMs();
      try {
        const value = await load();
        const entry = this.#entry(value, nowMs() - startMs, options);
        if (isCurrent() && entry.freshUntilMs > nowMs()) {
          tiers.keepLocal(key, entry);
          void tiers.keepShared(key, entry);
        }
        return value;
      } catch (error) {
        counters.count('loadFailures');
        throw error;
      }
    });
  }

  #entry(value: unknown, costMs: number, { ttlMs, tags = [] }: EntryOptions): CacheEntry {
    const { lifetimes, nowMs, random } = this.#parts;
    return {
      value,
      costMs,
      tags: isNothing(value) ? [] : tags,
      ...lifetimeOf(value, ttlMs, lifetimes, nowMs(), random),
    };
  }
}

function matcherOf(
  change: Exclude<Change, { readonly keys: readonly string[] }>,
): (key: string, tags: readonly string[]) => boolean {
  if ('tags' in change) return (_, tags) => change.tags.some((tag) => tags.includes(tag));
  if ('prefix' in change) return (key) => key.startsWith(change.prefix);
  return () => true;
}

/** What a promise brings in time; undefined where it takes longer. */
function within<T>(result: Promise<T>, limitMs: number): Promise<{ readonly value: T } | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    result.then((value) => resolve({ value }), reject).finally(() => clearTimeout(timer));
  });
}
