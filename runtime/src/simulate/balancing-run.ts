import type { Balancer, BalancerKind } from '../balance/balancer.ts';
import { EventHeap } from './event-heap.ts';
import { type HeldRequest, type InstanceModel, ModelledInstance } from './modelled-instance.ts';
import { exponential, seededRandom } from './random.ts';

/** A failure: the instance loses all that it has at the beginning, refuses connections, and answers again at the end. */
export interface FailureModel {
  /** Position in the list of instances. */
  readonly instance: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What one algorithm is tried out with. */
export interface BalancingModel {
  readonly instances: readonly InstanceModel[];
  /** Requests that an instance works on at the same time, and for how long in the mean where its speed is 1. */
  readonly workers: number;
  readonly serviceTimeMs: number;
  /** Requests per second. */
  readonly rate: number;
  readonly durationMs: number;
  /** Addresses that requests come from, all equally often. */
  readonly clients: number;
  readonly failure: FailureModel | undefined;
  /** How long health checks take to see that an instance has failed, and that it is back. */
  readonly noticeMs: number;
  readonly returnMs: number;
  readonly seed: number;
  /** Length of the time that a number of `perSecond` is over. */
  readonly bucketMs: number;
}

/** What came to one instance. */
export interface InstanceOutcome {
  readonly name: string;
  readonly weight: number;
  readonly speed: number;
  readonly requests: number;
  /** Response times of its requests, in milliseconds. */
  readonly meanMs: number;
  readonly p99Ms: number;
  /** Requests per second in each bucket. */
  readonly perSecond: readonly number[];
}

/** How an algorithm spread the requests. */
export interface BalancingOutcome {
  readonly algorithm: string;
  readonly instances: readonly InstanceOutcome[];
  readonly requests: number;
  /** Requests that got no answer: lost with an instance, or sent to one that was not known to have failed. */
  readonly failed: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Event =
  | { readonly atMs: number; readonly kind: 'arrival' }
  | {
      readonly atMs: number;
      readonly kind: 'end';
      readonly instance: number;
      readonly life: number;
      readonly request: HeldRequest;
    }
  | { readonly atMs: number; readonly kind: 'crash' | 'notice' | 'repair' | 'return' };

/**
 * Sends single requests through an algorithm of the runtime: they come at random, and take times that vary exponentially. All
 * algorithms of one seed get the same requests. Equal models give equal bits.
 */
export function runBalancing(kind: BalancerKind, model: BalancingModel): BalancingOutcome {
  return summarizeBalancing(kind.name, model, new BalancingRun(kind, model).run());
}

/** One algorithm at work: the instances, what is known of them, and what is still to happen. */
class BalancingRun {
  readonly #model: BalancingModel;
  readonly #balancer: Balancer;
  readonly #nextGapMs: () => number;
  readonly #nextWorkMs: () => number;
  readonly #nextClient: () => number;
  readonly #pool: readonly ModelledInstance[];
  /** Those that the balancer takes to be up. */
  #known: readonly ModelledInstance[];
  /** How often each instance has crashed: what belongs to an earlier life no longer ends. */
  readonly #lives: number[];
  readonly #responses: number[][];
  readonly #buckets: number[][];
  readonly #events = new EventHeap<Event>();
  #requests = 0;
  #failed = 0;

  constructor(kind: BalancerKind, model: BalancingModel) {
    const { instances, workers, rate, serviceTimeMs, clients, durationMs, bucketMs, seed } = model;
    const stream = (part: number): (() => number) => seededRandom(seed * 4 + part);
    const [gaps, works, addresses] = [stream(1), stream(2), stream(3)];
    this.#model = model;
    this.#balancer = kind.create(stream(0));
    this.#nextGapMs = () => exponential(gaps, 1000 / rate);
    this.#nextWorkMs = () => exponential(works, serviceTimeMs);
    this.#nextClient = () => Math.floor(addresses() * clients);
    this.#pool = instances.map((instance) => new ModelledInstance(instance, workers));
    this.#known = this.#pool;
    this.#lives = instances.map(() => 0);
    this.#responses = instances.map(() => []);
    this.#buckets = instances.map(() => Array.from({ length: Math.ceil(durationMs / bucketMs) }, () => 0));
  }

  /** Lets everything happen, and gives what came of it. */
  run(): Counts {
    this.#planFailure();
    this.#events.push({ atMs: this.#nextGapMs(), kind: 'arrival' });
    for (;;) {
      const event = this.#events.pop();
      if (event === undefined || event.atMs >= this.#model.durationMs) break;
      if (event.kind === 'arrival') this.#arrive(event.atMs);
      else if (event.kind === 'end') this.#end(event);
      else this.#fail(event.kind);
    }
    return { responses: this.#responses, buckets: this.#buckets, requests: this.#requests, failed: this.#failed };
  }

  #planFailure(): void {
    const { failure, noticeMs, returnMs } = this.#model;
    if (failure === undefined) return;
    const { fromMs, toMs } = failure;
    this.#events.push({ atMs: fromMs, kind: 'crash' });
    if (fromMs + noticeMs < toMs) this.#events.push({ atMs: fromMs + noticeMs, kind: 'notice' });
    this.#events.push({ atMs: toMs, kind: 'repair' });
    this.#events.push({ atMs: toMs + returnMs, kind: 'return' });
  }

  #arrive(nowMs: number): void {
    this.#events.push({ atMs: nowMs + this.#nextGapMs(), kind: 'arrival' });
    this.#requests += 1;
    // Drawn whether or not the request gets anywhere, so that all algorithms get the same ones.
    const [workMs, client] = [this.#nextWorkMs(), this.#nextClient()];
    for (const one of this.#known) one.tick(nowMs);
    const picked = this.#balancer.pick(this.#known, { clientAddress: addressOf(client) });
    if (picked === undefined || !picked.isUp) {
      this.#failed += 1;
      return;
    }
    const position = this.#pool.indexOf(picked);
    const counts = this.#buckets[position] ?? [];
    const bucket = Math.floor(nowMs / this.#model.bucketMs);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    const request = { arrivedMs: nowMs, serviceMs: workMs / picked.speed };
    if (picked.take(request)) this.#start(position, request, nowMs);
  }

  #start(position: number, request: HeldRequest, nowMs: number): void {
    const life = this.#lives[position] ?? 0;
    this.#events.push({ atMs: nowMs + request.serviceMs, kind: 'end', instance: position, life, request });
  }

  #end({ atMs, instance: position, life, request }: Extract<Event, { kind: 'end' }>): void {
    const instance = this.#pool[position];
    if (instance === undefined || this.#lives[position] !== life) return;
    const responseMs = atMs - request.arrivedMs;
    this.#responses[position]?.push(responseMs);
    instance.tick(atMs);
    const next = instance.finish(responseMs);
    if (next !== undefined) this.#start(position, next, atMs);
  }

  #fail(kind: 'crash' | 'notice' | 'repair' | 'return'): void {
    const position = this.#model.failure?.instance ?? -1;
    const instance = this.#pool[position];
    if (instance === undefined) return;
    switch (kind) {
      case 'crash':
        this.#failed += instance.crash();
        this.#lives[position] = (this.#lives[position] ?? 0) + 1;
        break;
      case 'notice':
        this.#known = this.#pool.filter((other) => other !== instance);
        break;
      case 'repair':
        instance.isUp = true;
        break;
      case 'return':
        this.#known = this.#pool;
        break;
    }
  }
}

/** What a run has counted. */
interface Counts {
  readonly responses: readonly (readonly number[])[];
  readonly buckets: readonly (readonly number[])[];
  readonly requests: number;
  readonly failed: number;
}

function summarizeBalancing(
  algorithm: string,
  { instances, bucketMs }: BalancingModel,
  { responses, buckets, requests, failed }: Counts,
): BalancingOutcome {
  const all = sorted(responses.flat());
  return {
    algorithm,
    instances: instances.map((instance, index) => {
      const own = sorted(responses[index] ?? []);
      const counts = buckets[index] ?? [];
      return {
        ...instance,
        requests: counts.reduce((sum, count) => sum + count, 0),
        meanMs: mean(own),
        p99Ms: quantile(own, 0.99),
        perSecond: counts.map((count) => (count * 1000) / bucketMs),
      };
    }),
    requests,
    failed,
    meanMs: mean(all),
    p50Ms: quantile(all, 0.5),
    p99Ms: quantile(all, 0.99),
  };
}

/** An address of the block that is set apart for tests (RFC 2544), one for each client. */
function addressOf(client: number): string {
  return `198.18.${(client >> 8) & 255}.${client & 255}`;
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

function quantile(values: Float64Array, share: number): number {
  return values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0;
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
