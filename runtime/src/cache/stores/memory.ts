import type { EvictionPolicyKind } from '../policies/policy.ts';
import type { Store } from './store.ts';

/** What a memory store holds and has done. */
interface MemoryStoreStats {
  readonly entries: number;
  readonly bytes: number;
  /** Entries that made room for others, since the start. */
  readonly evictions: number;
}

/** A store within the process, which answers at once. */
export interface MemoryStore<V> extends Store<V> {
  get(key: string): V | undefined;
  put(key: string, value: V, bytes: number): boolean;
  delete(key: string): boolean;
  /** Like `get`, without counting as a use. */
  peek(key: string): V | undefined;
  /** The keys kept now, as they were when asked: entries may be deleted meanwhile. */
  keys(): readonly string[];
  stats(): MemoryStoreStats;
}

/** Bounds of a memory store and the policy that keeps them. */
export interface MemoryStoreOptions {
  readonly maxBytes: number;
  /** No bound of its own where it is left out. */
  readonly maxEntries?: number;
  readonly policy: EvictionPolicyKind;
}

/** Makes a store that keeps the values themselves, not copies, within its bounds. */
export function createMemoryStore<V>(options: MemoryStoreOptions): MemoryStore<V> {
  let evictions = 0;
  const held = options.policy.create<V>({
    maxBytes: options.maxBytes,
    maxEntries: options.maxEntries ?? Number.POSITIVE_INFINITY,
    onEvict: () => {
      evictions += 1;
    },
  });
  return {
    get: (key) => held.get(key),
    peek: (key) => held.peek(key),
    put: (key, value, bytes) => held.put(key, value, bytes),
    delete: (key) => held.delete(key),
    keys: () => [...held.keys()],
    stats: () => ({ entries: held.entries, bytes: held.bytes, evictions }),
  };
}
