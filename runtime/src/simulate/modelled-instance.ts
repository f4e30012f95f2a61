import type { Candidate } from '../balance/balancer.ts';

/** An average falls to 1/e of its distance in this time, as the balancer's own average of response times does. */
const LATENCY_MEMORY_MS = 10_000;

/** An instance of a balancing preview. */
export interface InstanceModel {
  readonly name: string;
  /** Its weight in the configuration. */
  readonly weight: number;
  /** How fast it is: 1 as `service_time` says, 0.5 half as fast. */
  readonly speed: number;
}

/** A request that an instance has. */
export interface HeldRequest {
  readonly arrivedMs: number;
  readonly serviceMs: number;
}

/** An instance at work: so many requests at the same time, and a queue. It is what the balancing algorithm sees. */
export class ModelledInstance implements Candidate {
  readonly id: string;
  readonly weight: number;
  readonly speed: number;
  readonly #workers: number;
  readonly #queue: HeldRequest[] = [];
  #next = 0;
  #busy = 0;
  #averageMs = 0;
  #sampledAtMs = 0;
  #nowMs = 0;
  /** Whether it answers; the balancer learns of it by its health checks only. */
  isUp = true;

  constructor({ name, weight, speed }: InstanceModel, workers: number) {
    this.id = name;
    this.weight = weight;
    this.speed = speed;
    this.#workers = workers;
  }

  get inFlight(): number {
    return this.#busy + this.#queue.length - this.#next;
  }

  /** The peak-sensitive moving average of response times that the runtime keeps for each instance. */
  get latencyMs(): number {
    return this.#averageMs * Math.exp((this.#sampledAtMs - this.#nowMs) / LATENCY_MEMORY_MS);
  }

  /** Tells it the time, which its average depends on. */
  tick(nowMs: number): void {
    this.#nowMs = nowMs;
  }

  /** Takes a request; true where it is worked on at once, false where it waits. */
  take(request: HeldRequest): boolean {
    if (this.#busy >= this.#workers) {
      this.#queue.push(request);
      return false;
    }
    this.#busy += 1;
    return true;
  }

  /** Ends a request, and gives the one that is worked on next. */
  finish(responseMs: number): HeldRequest | undefined {
    const faded = this.latencyMs;
    const share = Math.exp((this.#sampledAtMs - this.#nowMs) / LATENCY_MEMORY_MS);
    const average = faded + responseMs * (1 - share);
    this.#averageMs = Math.max(responseMs, average);
    this.#sampledAtMs = this.#nowMs;
    const next = this.#queue[this.#next];
    if (next === undefined) this.#busy -= 1;
    else this.#next += 1;
    return next;
  }

  /** Loses all that it has, and gives how many requests that were. */
  crash(): number {
    const lost = this.inFlight;
    this.#queue.length = 0;
    this.#next = 0;
    this.#busy = 0;
    this.isUp = false;
    return lost;
  }
}
