import { parseSeconds } from './directives.ts';
import { dateMs, freshnessLifetimeMs } from './lifetime.ts';
import type { ResponseHead } from './message.ts';

/**
 * The age of a response when it arrived, in milliseconds (RFC 9111 section 4.2.3): the larger of what the clocks say and
 * of its Age field plus the time that its journey took.
 */
function initialAgeMs(response: ResponseHead): number {
  const apparentMs = Math.max(0, response.responseTimeMs - dateMs(response));
  const delayMs = response.responseTimeMs - response.requestTimeMs;
  // Dates have whole seconds: a response of this very second is not up to a second old.
  return Math.max(apparentMs < 1000 ? 0 : apparentMs, ageFieldMs(response) + delayMs);
}

/** A response at rest: what its freshness is reckoned from is worked out once, as it is asked for at every hit. */
export interface StoredHead extends ResponseHead {
  readonly lifetimeMs: number;
  readonly initialAgeMs: number;
}

/** Works out what the freshness of a response is reckoned from. */
export function toStoredHead(response: ResponseHead): StoredHead {
  return { ...response, lifetimeMs: freshnessLifetimeMs(response), initialAgeMs: initialAgeMs(response) };
}

/** The age of a stored response now: its initial age and the time that it has rested here. */
export function currentAgeMs(stored: StoredHead, nowMs: number): number {
  return stored.initialAgeMs + Math.max(0, nowMs - stored.responseTimeMs);
}

/** For how long a stored response has been stale; below 0 for how long it will still be fresh. */
export function stalenessMs(stored: StoredHead, nowMs: number): number {
  return currentAgeMs(stored, nowMs) - stored.lifetimeMs;
}

/** The Age field; of a list the first member, and 0 where that is no number (RFC 9111 section 5.1). */
function ageFieldMs(response: ResponseHead): number {
  const [first = ''] = (response.index.get('age') ?? '').split(',');
  return (parseSeconds(first.trim()) ?? 0) * 1000;
}
