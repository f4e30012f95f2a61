/**
 * How a request to the origin ended for those who waited for it: its response is stored; or it is not for storing, so that
 * each must ask for himself; or it broke off with its own client, which says nothing of the origin.
 */
export type FlightOutcome = 'stored' | 'refused' | 'aborted';

/** One request to the origin that others wait for. */
export class Flight {
  readonly #onSettled: () => void;
  readonly #waiters = new Set<(outcome: FlightOutcome) => void>();
  #settled = false;

  constructor(onSettled: () => void) {
    this.#onSettled = onSettled;
  }

  /** Lets the waiters go. Only the first call counts. */
  settle(outcome: FlightOutcome): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#onSettled();
    for (const wake of [...this.#waiters]) wake(outcome);
  }

  /** Waits for the outcome; `gave-up` once `limit` is aborted. */
  wait(limit: AbortSignal): Promise<FlightOutcome | 'gave-up'> {
    if (limit.aborted) return Promise.resolve('gave-up');
    return new Promise((resolve) => {
      const giveUp = (): void => finish('gave-up');
      const finish = (outcome: FlightOutcome | 'gave-up'): void => {
        this.#waiters.delete(finish);
        limit.removeEventListener('abort', giveUp);
        resolve(outcome);
      };
      limit.addEventListener('abort', giveUp);
      this.#waiters.add(finish);
    });
  }
}

/** Requests on their way to the origin, at most one per key, so that concurrent misses collapse into one. */
export class Flights {
  readonly #byKey = new Map<string, Flight>();

  /** The flight that a request for the key may wait for. */
  find(key: string): Flight | undefined {
    return this.#byKey.get(key);
  }

  /** Starts a flight; whoever starts it settles it, whatever happens. */
  start(key: string): Flight {
    const flight = new Flight(() => this.#byKey.delete(key));
    this.#byKey.set(key, flight);
    return flight;
  }
}
