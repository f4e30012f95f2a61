import type { SlowStartPlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { Instance } from '../instances/instance.ts';
import type { Backend, BackendState } from './backend.ts';
import { type Health, ready, starting } from './health.ts';
import { PeakLatency } from './latency.ts';
import { slowStartShare } from './slow-start.ts';

/** How far the removal of a backend has come: `drained` takes nothing any more, not even from the sessions it had. */
export type Drain = 'none' | 'draining' | 'drained';

/** A failed request counts as at least this slow: an instance that fails fast must not look fast. */
const FAILURE_LATENCY_MS = 1000;

/** The pool's own, changing view of a backend; everyone else sees it as a `Backend`. */
export class BackendRecord implements Backend {
  readonly instance: Instance;
  readonly #clock: Clock;
  readonly #latency = new PeakLatency();
  #health: Health;
  #drain: Drain = 'none';
  stateSinceMs: number;
  inFlight = 0;
  requestsTotal = 0;
  failuresTotal = 0;
  /** Requests and failures since outliers were last looked for. */
  recent = { requests: 0, failures: 0 };
  /** What an operator or a new plan has set in place of the instance's own. */
  ownWeight: number | undefined;
  #slowStart: SlowStartPlan | null = null;
  #readySinceMs = 0;

  constructor(instance: Instance, isReady: boolean, clock: Clock) {
    this.instance = instance;
    this.#clock = clock;
    this.#health = isReady ? ready : starting;
    this.stateSinceMs = clock.nowMs();
  }

  get id(): string {
    return this.instance.id;
  }

  get weight(): number {
    const weight = this.ownWeight ?? this.instance.weight;
    if (this.#slowStart === null) return weight;
    const share = slowStartShare(this.#slowStart, this.#clock.nowMs() - this.#readySinceMs);
    if (share === 1) this.#slowStart = null;
    return weight * share;
  }

  /** Lets the share grow from now on. */
  startSlowly(slowStart: SlowStartPlan): void {
    this.#slowStart = slowStart;
    this.#readySinceMs = this.#clock.nowMs();
  }

  get latencyMs(): number {
    return this.#latency.at(this.#clock.nowMs());
  }

  get health(): Health {
    return this.#health;
  }

  get drain(): Drain {
    return this.#drain;
  }

  get state(): BackendState {
    if (this.#health.state === 'ended') return 'unhealthy';
    if (this.#health.state === 'ejected') return this.#drain === 'none' ? 'unhealthy' : 'draining';
    return this.#drain === 'none' ? this.#health.state : 'draining';
  }

  get detail(): string {
    if (this.state === 'draining') return `gets no new clients, ${this.inFlight} requests in flight`;
    return this.#health.detail;
  }

  get consecutiveFailures(): number {
    const health = this.#health;
    if (health.state === 'ended') return 0;
    return health.failedProbes + (health.state === 'healthy' ? health.refusals : 0);
  }

  /** Moves to another health or step of draining. */
  update(change: { readonly health?: Health; readonly drain?: Drain }): void {
    const before = this.state;
    this.#health = change.health ?? this.#health;
    this.#drain = change.drain ?? this.#drain;
    if (this.state !== before) this.stateSinceMs = this.#clock.nowMs();
  }

  /** Takes in how long a request took to be answered, or to fail. */
  sample(startedAtMs: number, failed: boolean): void {
    const nowMs = this.#clock.nowMs();
    const elapsedMs = nowMs - startedAtMs;
    this.#latency.add(failed ? Math.max(elapsedMs, FAILURE_LATENCY_MS) : elapsedMs, nowMs);
    this.recent.requests += 1;
    if (!failed) return;
    this.recent.failures += 1;
    this.failuresTotal += 1;
  }
}
