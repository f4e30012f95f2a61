import type { RetriesPlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { LossKind } from './transport/upstream-user.ts';

/** How retries are bounded where a plan says nothing else. */
const USUAL: RetryLimits = { enabled: true, attempts: 3, perTryTimeoutMs: 0 };

/** What a plan says of retries. */
export type RetryLimits = Pick<RetriesPlan, 'enabled' | 'attempts' | 'perTryTimeoutMs'>;

/** Methods whose second execution changes nothing more (RFC 9110, 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** What of a request decides whether it may be sent once more. */
export interface Repeatable {
  readonly method: string;
  /** Whether any of its body may have been handed out. */
  readonly isTouched: boolean;
}

/** How long one instance has for its answer; 0 is all the time there is, as for what must not be sent a second time. */
export function tryTimeoutMs(method: string, { enabled, perTryTimeoutMs }: RetryLimits): number {
  return enabled && IDEMPOTENT.has(method) ? perTryTimeoutMs : 0;
}

/**
 * Whether a failed request may be sent once more without harm. One that was never connected may, whatever it is;
 * one that was cut off before its answer may where its method is idempotent. In either case the body must be untouched.
 * One that ran out of time may only where each try has a time of its own: otherwise there is none left.
 */
export function isSafeToRetry(
  { method, isTouched }: Repeatable,
  kind: LossKind,
  tries: number,
  { enabled, attempts, perTryTimeoutMs }: RetryLimits = USUAL,
): boolean {
  if (isTouched || !enabled) return false;
  switch (kind) {
    case 'refused':
      return true;
    case 'broken':
      return tries < attempts && IDEMPOTENT.has(method);
    case 'late':
      return perTryTimeoutMs > 0 && tries < attempts && IDEMPOTENT.has(method);
  }
}

/** Retries that each request earns, where a plan says nothing else. */
const EARNED = 0.2;
/** Retries in store that need no earning, so that a quiet service can lose an instance too. */
const RESERVE = 100;
/** How long earnings last. */
const MEMORY_MS = 10_000;

/**
 * Bounds retries to a share of the requests, so that instances that fail under load are not finished off by repetition:
 * each request earns a part of a retry, for about ten seconds, above a small reserve.
 */
export class RetryBudget {
  readonly #clock: Clock;
  readonly #earned: number;
  #balance = RESERVE;
  #settledAtMs: number;

  /** `earned` is the part of a retry that each request earns. */
  constructor(clock: Clock, earned: number = EARNED) {
    this.#clock = clock;
    this.#earned = earned;
    this.#settledAtMs = clock.nowMs();
  }

  /** A request has come in. */
  earn(): void {
    this.#balance += this.#earned;
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
