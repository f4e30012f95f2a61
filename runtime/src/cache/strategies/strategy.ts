/** A value on its way into the stores. */
export interface Write<V> {
  readonly key: string;
  readonly value: V;
}

/** What a write strategy writes to. */
export interface WriteTargets<V> {
  /** The memory of the process. */
  keepLocal(write: Write<V>): void;
  dropLocal(key: string): void;
  /** The shared store; false where it does not acknowledge, as without one. */
  keepShared(write: Write<V>): Promise<boolean>;
  dropShared(key: string): Promise<boolean>;
  /** What the values are copies of, such as a database; null where the cache knows of none. Rejects where the value is not saved. */
  readonly save: ((key: string, value: V) => Promise<void>) | null;
}

/** Bounds of a strategy that puts writes off. */
export interface WriteBounds {
  /** How long a write is put off at most. */
  readonly maxDelayMs: number;
  /** How many writes are put off at most: who writes more waits until some are done. */
  readonly maxPending: number;
  /** Told of a write that has failed for good, and is lost. */
  readonly onLost: (key: string, error: unknown) => void;
}

/** How writes reach the stores. */
export interface WriteStrategy<V> {
  /**
   * Resolves when the write is where the strategy says that it must be: true where what was asked to acknowledge it did. Rejects where
   * the source refuses it.
   */
  write(write: Write<V>): Promise<boolean>;
  /** A write that is put off, which is newer than what the stores have; undefined where there is none. */
  find(key: string): Write<V> | undefined;
  /** Finishes what is put off for a key, before it is forgotten. */
  settle(key: string): Promise<void>;
  /** Finishes all that is put off. */
  flush(): Promise<void>;
  /** Writes that are put off now. */
  readonly pending: number;
}

/** A strategy of the registry. */
export interface WriteStrategyKind {
  readonly name: 'write_through' | 'write_behind' | 'write_around' | 'cache_aside' | 'read_through';
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  create<V>(targets: WriteTargets<V>, bounds: WriteBounds): WriteStrategy<V>;
}

/** What strategies have in common that put nothing off. */
export function immediately<V>(write: WriteStrategy<V>['write']): WriteStrategy<V> {
  return { write, find: () => undefined, settle: async () => undefined, flush: async () => undefined, pending: 0 };
}
