import type { ApplicationCachePlan } from '@tsk/schemas/plan';
import type { StoreAddress } from '../stores/open-shared-tier.ts';

/** What the cached values are copies of, such as a database. */
export interface Source {
  /** The value of a key; undefined or null where there is none. Asked by `get` under `read_through`. */
  load?(key: string): Promise<unknown>;
  /** Saves a value. Asked by `set`, when the strategy says so; what it rejects with, `set` rejects with, except under `write_behind`. */
  save?(key: string, value: unknown): Promise<void>;
}

/** What a cache is to be, where no plan says it; what is left out is as in a plan that says nothing. */
export interface ApplicationCacheOptions {
  readonly strategy?: ApplicationCachePlan['strategy'];
  /** Lifetime of an entry that names none; 0 is unbounded. */
  readonly ttlMs?: number;
  /** Bounds of what the process keeps itself. */
  readonly maxBytes?: number;
  readonly maxEntries?: number;
  /** How long after its lifetime an entry is given out while a new one is loaded. */
  readonly staleMs?: number;
  /** Lifetime of the answer that there is nothing (undefined or null); 0 does not keep it. */
  readonly negativeTtlMs?: number;
  /** By how much lifetimes differ, 0 to 0.5. */
  readonly ttlJitter?: number;
  /** Whether an entry may be loaded anew before it expires. */
  readonly earlyRefresh?: boolean;
  readonly policy?: ApplicationCachePlan['policy'];
  /** The shared store; none where it is left out. */
  readonly store?: StoreAddress;
  /** How long an answer of the shared store is waited for. */
  readonly timeoutMs?: number;
  /** What all keys in the shared store begin with. */
  readonly keyPrefix?: string;
}

/** What a program adds to a plan or to options. */
export interface ApplicationCacheExtras {
  readonly source?: Source;
  /** How long a caller waits for the load of another before it loads for itself; 5 s where it is left out. */
  readonly collapseWaitMs?: number;
  /** Bounds of `write_behind`: how long (1 s) and how many (10,000) writes are put off. */
  readonly writeBehind?: { readonly maxDelayMs?: number; readonly maxPending?: number };
  /** Told of a write under `write_behind` that has failed five times, and is lost. Without it, it is only counted. */
  readonly onLost?: (key: string, error: unknown) => void;
}

/** What one entry has of its own. */
export interface EntryOptions {
  /** Its lifetime; 0 is unbounded. */
  readonly ttlMs?: number;
  /** What it can be invalidated by, together with others. */
  readonly tags?: readonly string[];
}
