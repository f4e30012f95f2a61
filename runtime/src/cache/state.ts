import type { Entries } from './entries.ts';
import type { Flights } from './flights.ts';
import type { QueryRules } from './query-rules.ts';
import type { Refusals } from './refusals.ts';
import type { Statistics } from './statistics.ts';

/** What the parts of a response cache share. */
export interface CacheState {
  readonly entries: Entries;
  readonly flights: Flights;
  readonly refusals: Refusals;
  readonly statistics: Statistics;
  /** Which differences between queries make no other resource. */
  readonly queryRules: QueryRules;
  readonly maxEntryBytes: number;
  /** How long a request waits for another's response before it asks for itself. */
  readonly collapseWaitMs: number;
  /** How stale a response may stand in for an origin that cannot be reached, unless it forbids it. */
  readonly unreachableStaleMs: number;
  /** Milliseconds since the epoch, comparable with the Date fields of the origin. */
  nowMs(): number;
}
