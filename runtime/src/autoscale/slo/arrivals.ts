/** Requests that were in the service at an evaluation. */
export interface InService {
  readonly atMs: number;
  readonly requests: number;
}

/** Requests that wait beyond what the workers have in hand are to be caught up within this time. */
const CATCH_UP_S = 60;

/** Beyond so many intervals, a change of what is in the service says nothing about the last one. */
const MOST_INTERVALS = 3;

/** What one evaluation saw of the requests. */
export interface FlowReading {
  /** Requests per second that ended. */
  readonly ended: number;
  /** Requests in the service now; undefined where nobody counts them. */
  readonly inService: number | undefined;
  /** Requests that the instances work on at the same time. */
  readonly workers: number;
}

/**
 * Requests per second that came, while the request rate counts those that ended: what came is what ended and what was added to
 * those in the service. With what has piled up to be worked off as well.
 */
export function arrivalRate(
  { ended, inService, workers }: FlowReading,
  before: InService | null,
  { intervalMs, nowMs }: { readonly intervalMs: number; readonly nowMs: number },
): number {
  if (inService === undefined) return ended;
  const spanMs = before === null ? 0 : nowMs - before.atMs;
  const follows = before !== null && spanMs > 0 && spanMs <= MOST_INTERVALS * intervalMs;
  const added = follows ? ((inService - before.requests) / spanMs) * 1000 : 0;
  return Math.max(0, ended + added) + Math.max(0, inService - workers) / CATCH_UP_S;
}
