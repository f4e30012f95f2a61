import type { QueuePlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { BackendPool } from './pool.ts';

/** Why a request did not get its turn. */
export type QueueRefusal = 'full' | 'late' | 'left';

/** Requests that wait until some backend can take them, first come first served. */
export class BackendQueue {
  readonly #pool: BackendPool;
  readonly #clock: Clock;
  readonly #plan: QueuePlan;
  readonly #waiting = new Set<() => void>();
  readonly #unsubscribe: () => void;

  constructor(pool: BackendPool, clock: Clock, plan: QueuePlan) {
    this.#pool = pool;
    this.#clock = clock;
    this.#plan = plan;
    this.#unsubscribe = pool.subscribe(() => this.#serve());
  }

  /** Requests that wait at the moment. */
  get length(): number {
    return this.#waiting.size;
  }

  /** Resolves with null when a backend can take a request now, and else with why none will. */
  enter(signal: AbortSignal): Promise<QueueRefusal | null> {
    if (this.#waiting.size === 0 && this.#pool.candidates().length > 0) return Promise.resolve(null);
    if (this.#waiting.size >= this.#plan.maxRequests) return Promise.resolve('full');
    const { promise, resolve } = Promise.withResolvers<QueueRefusal | null>();
    const leave = (outcome: QueueRefusal | null): void => {
      this.#waiting.delete(admit);
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const admit = (): void => leave(null);
    const onAbort = (): void => leave('left');
    const timer = this.#clock.after(this.#plan.timeoutMs, () => leave('late'));
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.add(admit);
    return promise;
  }

  /** Serves no more; those that wait go on, and find out for themselves. */
  close(): void {
    this.#unsubscribe();
    for (const admit of [...this.#waiting]) admit();
  }

  /** A place that came free is for one request: where there is room for more, the next is let in once that one has its place. */
  #serve(): void {
    const [next] = this.#waiting;
    if (next === undefined || this.#pool.candidates().length === 0) return;
    next();
    if (this.#waiting.size > 0) setImmediate(() => this.#serve());
  }
}
