/** A store outside of the process, which several processes share. Keys and values are bytes to it; it may lose any of them at any time. */
export interface SharedStore {
  /** For status pages: `redis_cluster`. */
  readonly name: string;
  /** The values of some keys, in their order; undefined where there is none. Rejects with `StoreError`. */
  read(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]>;
  /** Keeps a value for `ttlMs`, in place of the one before. */
  write(key: string, value: Buffer, ttlMs: number): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  /** Removes all keys that begin so. Absent where the store cannot list its keys. */
  readonly removePrefix?: (prefix: string) => Promise<void>;
  /** Words from process to process. Absent where the store carries none. */
  readonly announcements?: Announcements;
  close(): Promise<void>;
}

/** What processes that share a store tell each other. */
export interface Announcements {
  /** Tells all that listen, this process among them. */
  publish(text: string): Promise<void>;
  /** Listens from now on. `onGap` is called where something may have been missed, as after a lost connection. */
  listen(onText: (text: string) => void, onGap: () => void): Promise<void>;
}

/** Why a store did not do what it was asked for: it does not answer, or it will not take that value. */
export type StoreFailure = 'unreachable' | 'timeout' | 'too-large';

/** A shared store that does not do what it was asked for. Callers go on without it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
  }
}

/** How stores connect, beside where to. */
export interface StoreTiming {
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
  /** The channel of announcements, where the store carries any. */
  readonly channel: string;
}
