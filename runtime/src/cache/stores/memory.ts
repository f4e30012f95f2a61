import type { EvictionPolicy, EvictionPolicyKind } from '../policies/policy.ts';
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
  /** Goes over to another policy, with all that is held. */
  readonly exchange: (policy: EvictionPolicyKind) => void;
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
  const create = (policy: EvictionPolicyKind): EvictionPolicy<Held<V>> =>
    policy.create<Held<V>>({
      maxBytes: options.maxBytes,
      maxEntries: options.maxEntries ?? Number.POSITIVE_INFINITY,
      onEvict: () => {
        evictions += 1;
      },
    });
  let held = create(options.policy);
  return {
    get: (key) => held.get(key)?.value,
    peek: (key) => held.peek(key)?.value,
    put: (key, value, bytes) => held.put(key, { value, bytes }, bytes),
    delete: (key) => held.delete(key),
    keys: () => [...held.keys()],
    exchange(policy) {
      const before = held;
      held = create(policy);
      for (const key of before.keys()) {
        const entry = before.peek(key);
        if (entry !== undefined) held.put(key, entry, entry.bytes);
      }
    },
    stats: () => ({ entries: held.entries, bytes: held.bytes, evictions }),
  };
}

/** A value with the bytes that it counts as. */
interface Held<V> {
  readonly value: V;
  readonly bytes: number;
}
