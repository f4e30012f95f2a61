import type { MemoryStore } from '../stores/memory.ts';
import type { SharedTier } from '../stores/shared-tier.ts';
import type { CacheEntry } from './entry.ts';
import { decodeValue, encodeValue, estimateBytes } from './value-codec.ts';

/** Where an entry was found. */
export interface Found {
  readonly entry: CacheEntry;
  readonly tier: 'local' | 'shared';
}

/** An entry in the memory of the process. */
export interface LocalEntry extends CacheEntry {
  /** From when on the shared store is asked before it counts. */
  readonly askAfterMs: number;
}

/** How long an entry counts without a question where the store does not carry announcements: what others change is seen that late. */
const UNTOLD_MS = 5000;
/** What an entry takes beside key and value. */
const OVERHEAD_BYTES = 200;

/** The two tiers of an application cache as one: the memory of the process, and the shared store where there is one. */
export class Tiers {
  readonly #local: MemoryStore<LocalEntry>;
  readonly #shared: SharedTier | null;
  readonly #nowMs: () => number;
  /** Reads of the shared store on their way, so that many callers of one key are one read. */
  readonly #reads = new Map<string, Promise<CacheEntry | undefined>>();

  constructor(local: MemoryStore<LocalEntry>, shared: SharedTier | null, nowMs: () => number) {
    this.#local = local;
    this.#shared = shared;
    this.#nowMs = nowMs;
  }

  /** An entry that is not over, fresh or stale. */
  async find(key: string): Promise<Found | undefined> {
    const local = this.findLocal(key);
    if (local !== undefined) return { entry: local, tier: 'local' };
    if (this.#shared === null) return undefined;
    const entry = await (this.#reads.get(key) ?? this.#readShared(key, this.#shared));
    return entry === undefined ? undefined : { entry, tier: 'shared' };
  }

  /** As `find`, in the memory only. */
  findLocal(key: string): CacheEntry | undefined {
    const local = this.#local.get(key);
    if (local === undefined || local.askAfterMs <= this.#nowMs()) return undefined;
    if (local.staleUntilMs > this.#nowMs()) return local;
    this.#local.delete(key);
    return undefined;
  }

  keepLocal(key: string, entry: CacheEntry): void {
    const told = this.#shared === null || this.#shared.announces;
    const askAfterMs = told ? Number.POSITIVE_INFINITY : this.#nowMs() + UNTOLD_MS;
    const tagBytes = entry.tags.reduce((sum, tag) => sum + 2 * tag.length, 0);
    const bytes = OVERHEAD_BYTES + 2 * key.length + tagBytes + estimateBytes(entry.value);
    this.#reads.delete(key);
    this.#local.put(key, { ...entry, askAfterMs }, bytes);
  }

  /** Whether the shared store has acknowledged the entry; true where there is no store to do so. */
  async keepShared(key: string, entry: CacheEntry): Promise<boolean> {
    if (this.#shared === null) return true;
    const { freshUntilMs, staleUntilMs, costMs, tags } = entry;
    return this.#shared.write(key, { payload: encodeValue(entry.value), freshUntilMs, staleUntilMs, costMs, tags });
  }

  dropLocal(key: string): void {
    this.#reads.delete(key);
    this.#local.delete(key);
  }

  async dropShared(key: string): Promise<boolean> {
    return (await this.#shared?.remove([key])) ?? true;
  }

  /** Drops from the memory what matches, and what is on its way there. */
  dropLocalWhere(matches: (key: string, tags: readonly string[]) => boolean): void {
    this.#reads.clear();
    for (const key of this.#local.keys()) {
      const entry = this.#local.peek(key);
      if (entry !== undefined && matches(key, entry.tags)) this.#local.delete(key);
    }
  }

  #readShared(key: string, shared: SharedTier): Promise<CacheEntry | undefined> {
    const reading = this.#fetch(key, shared).then((entry) => {
      // Only the read that is still listed may be kept: whoever dropped or replaced the key meanwhile has taken it off.
      if (this.#reads.get(key) === reading && entry !== undefined) this.keepLocal(key, entry);
      else if (this.#reads.get(key) === reading) this.#reads.delete(key);
      return entry;
    });
    this.#reads.set(key, reading);
    return reading;
  }

  async #fetch(key: string, shared: SharedTier): Promise<CacheEntry | undefined> {
    const found = await shared.read(key);
    const decoded = found === undefined ? undefined : decodeValue(found.payload);
    if (found === undefined || decoded === undefined) return undefined;
    const { freshUntilMs, staleUntilMs, costMs, tags } = found;
    return { value: decoded.value, freshUntilMs, staleUntilMs, costMs, tags };
  }
}
