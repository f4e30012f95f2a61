/** A value now, or one that comes over a network. */
type Eventually<T> = T | Promise<T>;

/** Where values are kept. A store may lose any value at any time; it never gives back one that was not put last. */
export interface Store<V> {
  /** The value under the key, counted as a use of it. */
  get(key: string): Eventually<V | undefined>;
  /** Keeps a value that takes `bytes`; false where it does not fit, and then nothing is kept under the key. */
  put(key: string, value: V, bytes: number): Eventually<boolean>;
  /** Forgets a key; false where it was not kept. */
  delete(key: string): Eventually<boolean>;
}
