/** What entries are held under. A number must be a whole one. */
export type Key = string | number;

/** What a policy may hold at once, and who is told when it lets something go to make room. */
export interface EvictionBounds<V, K extends Key = string> {
  /** Most entries held; `Infinity` where only bytes count. */
  readonly maxEntries: number;
  /** Most bytes held, by the sizes given to `put`; `Infinity` where only entries count. */
  readonly maxBytes: number;
  /** Told of each entry that made room for another; not of deletions and replacements. */
  readonly onEvict?: (key: K, value: V, bytes: number) => void;
}

/**
 * A bounded map that chooses itself what to give up. It knows no clock and no timer:
 * whether a value is still good is the business of whoever put it. `put`, `get` and `delete` take constant time,
 * counted over a series of calls.
 */
export interface EvictionPolicy<V, K extends Key = string> {
  /** Entries held now, never above `maxEntries`. */
  readonly entries: number;
  /** Bytes held now, never above `maxBytes`. */
  readonly bytes: number;
  /** The value put last under the key, counted as a use of it; undefined where it is not (or no longer) held. */
  get(key: K): V | undefined;
  /** Like `get`, without counting as a use. */
  peek(key: K): V | undefined;
  /**
   * Holds a value, in place of the one that had the key. Others make room; an entry that is larger than the bound
   * itself is refused (false), and what had its key is gone as well.
   */
  put(key: K, value: V, bytes: number): boolean;
  /** Lets an entry go; false where it was not held. */
  delete(key: K): boolean;
  /** The keys held, each once, in no promised order. The policy must not be changed meanwhile. */
  keys(): IterableIterator<K>;
}

/** A policy of the registry. */
export interface EvictionPolicyKind {
  readonly name: string;
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  create<V, K extends Key = string>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K>;
}
