import type { Clock } from '../clock.ts';
import type { UpstreamError } from './errors.ts';
import type { ProxyRequest } from './exchange.ts';

/** Times that one request is sent at most, where it may have reached an instance each time. */
const MAX_TRIES = 3;

/** Methods whose second execution changes nothing more (RFC 9110, 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Whether a failed request may be sent once more without harm. One that was never connected may, whatever it is;
 * one that was cut off before its answer may where its method is idempotent. In either case the body must be untouched.
 * One that ran out of time may not: there is none left.
 */
export function isSafeToRetry(request: ProxyRequest, error: UpstreamError, tries: number): boolean {
  if (request.body !== null && (request.body.readableDidRead || request.body.destroyed)) return false;
  switch (error.kind) {
    case 'refused':
      return true;
    case 'broken':
      return tries < MAX_TRIES && IDEMPOTENT.has(request.method);
    case 'late':
      return false;
  }
}

/** Retries that each request earns. */
const EARNED = 0.2;
/** Retries in store that need no earning, so that a quiet service can lose an instance too. */
const RESERVE = 100;
/** How long earnings last. */
const MEMORY_MS = 10_000;

/**
 * Bounds retries to a share of the requests, so that instances that fail under load are not finished off by repetition:
 * each request earns a fifth of a retry, for about ten seconds, above a small reserve.
 */
export class RetryBudget {
  readonly #clock: Clock;
  #balance = RESERVE;
  #settledAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#settledAtMs = clock.nowMs();
  }

  /** A request has come in. */
  earn(): void {
    this.#balance += EARNED;
  }

  /** Takes one retry out; false where none is left. */
  spend(): boolean {
    const nowMs = this.#clock.nowMs();
    const kept = Math.exp((this.#settledAtMs - nowMs) / MEMORY_MS);
    this.#balance = RESERVE + (this.#balance - RESERVE) * kept;
    this.#settledAtMs = nowMs;
    if (this.#balance < 1) return false;
    this.#balance -= 1;
    return true;
  }
}
