/** Whether a store is asked: yes; not until a time; or by one request that tries whether it is back. */
type State =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly untilMs: number; readonly pauseMs: number }
  | { readonly kind: 'probing'; readonly pauseMs: number };

/** Failures one after the other after which nobody waits for the store any more. */
const MOST_FAILURES = 3;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;

/** A circuit breaker: it keeps requests from waiting for what does not answer, and lets one through now and then to see whether it does again. */
export class Circuit {
  readonly #nowMs: () => number;
  #state: State = { kind: 'closed', failures: 0 };

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get state(): State['kind'] {
    return this.#state.kind;
  }

  /** Whether to ask now. Who was told so tells what came of it. */
  admits(): boolean {
    const state = this.#state;
    if (state.kind === 'closed') return true;
    if (state.kind === 'probing' || this.#nowMs() < state.untilMs) return false;
    this.#state = { kind: 'probing', pauseMs: state.pauseMs };
    return true;
  }

  succeed(): void {
    // An answer to what was asked before it opened says as much as a probe.
    this.#state = { kind: 'closed', failures: 0 };
  }

  fail(): void {
    const state = this.#state;
    switch (state.kind) {
      case 'closed':
        this.#state =
          state.failures + 1 < MOST_FAILURES
            ? { kind: 'closed', failures: state.failures + 1 }
            : this.#open(FIRST_PAUSE_MS);
        return;
      case 'probing':
        this.#state = this.#open(Math.min(LONGEST_PAUSE_MS, 2 * state.pauseMs));
        return;
      case 'open':
        return;
    }
  }

  #open(pauseMs: number): State {
    return { kind: 'open', pauseMs, untilMs: this.#nowMs() + pauseMs };
  }
}
