import type { Clock } from '../clock.ts';
import type { Instance } from '../instances/instance.ts';
import type { Backend, BackendState } from './backend.ts';
import { type HealthEvent, type HealthThresholds, nextHealth } from './health.ts';
import { BackendRecord } from './record.ts';

/** What the pool tells its subscribers, after the fact. */
export type PoolChange =
  | { readonly kind: 'added' | 'removed'; readonly backend: Backend }
  | { readonly kind: 'state'; readonly backend: Backend; readonly from: BackendState }
  /** A request to it failed on the way: worth a probe now. */
  | { readonly kind: 'suspected'; readonly backend: Backend };

/** How an attempt failed before it was answered: never connected, cut off, or out of time. */
export interface AttemptFailure {
  readonly kind: 'refused' | 'broken' | 'late';
  readonly detail: string;
}

/** A request's hold on a backend, from before it is sent until its response has ended. */
export interface Lease {
  readonly backend: Backend;
  /** The head of the response is there. */
  answered(status: number): void;
  /** The attempt failed before there was a response. */
  failed(failure: AttemptFailure): void;
  /** The request is over, however it went. More than once does no harm. */
  release(): void;
}

/** Outcome of a probe of an instance. */
export type ProbeResult = { readonly ok: true } | { readonly ok: false; readonly detail: string };

/** What a pool needs: time, and how many events in a row change the health of a backend. */
export interface PoolOptions {
  readonly clock: Clock;
  readonly thresholds: HealthThresholds;
}

/**
 * The instances that requests may go to, with what is known of each: health, requests in flight, response times.
 * The objects it hands out are live: they change as requests come and go, and stay readable after removal.
 */
export class BackendPool {
  readonly #clock: Clock;
  readonly #thresholds: HealthThresholds;
  readonly #records = new Map<string, BackendRecord>();
  readonly #listeners = new Set<(change: PoolChange) => void>();
  /** Called when the last request of a draining backend ends. */
  readonly #idleCallbacks = new Map<BackendRecord, () => void>();
  #candidates: readonly BackendRecord[] | undefined;

  constructor({ clock, thresholds }: PoolOptions) {
    this.#clock = clock;
    this.#thresholds = thresholds;
  }

  /** Every backend, in the order they were added. */
  list(): readonly Backend[] {
    return [...this.#records.values()];
  }

  /** The backend of that instance id. */
  find(id: string): Backend | undefined {
    return this.#records.get(id);
  }

  /** Adds an instance; where it is not `ready` it gets requests after its first good probe. */
  add(instance: Instance, { ready }: { readonly ready: boolean }): Backend {
    if (this.#records.has(instance.id)) throw new Error(`instance ${instance.id} is in the pool already`);
    const record = new BackendRecord(instance, ready, this.#clock);
    this.#records.set(instance.id, record);
    this.#changed({ kind: 'added', backend: record });
    return record;
  }

  /** Forgets an instance; unknown ids are ignored. Requests that are still with it are cut off by the transport. */
  remove(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    this.#records.delete(id);
    this.#changed({ kind: 'removed', backend: record });
    this.#idleCallbacks.get(record)?.();
  }

  /**
   * Gives a backend no new clients. Resolves when its last request has ended or `timeoutMs` has passed;
   * from then on it gets nothing at all, and can be stopped. An unknown id resolves at once.
   */
  async drain(id: string, timeoutMs: number): Promise<void> {
    const record = this.#records.get(id);
    if (record === undefined || record.drain === 'drained') return;
    this.#update(record, { drain: 'draining' });
    if (record.inFlight > 0) await this.#idle(record, timeoutMs);
    this.#update(record, { drain: 'drained' });
  }

  /** Takes a backend out for good, because its process has ended. */
  markDown(id: string, detail: string): void {
    this.#record(id, { kind: 'ended', detail });
  }

  /** Takes in the outcome of a probe; late ones, for a backend that has gone, are ignored. */
  recordProbe(id: string, result: ProbeResult): void {
    this.#record(id, result.ok ? { kind: 'probe passed' } : { kind: 'probe failed', detail: result.detail });
  }

  /**
   * Who may get a new client: the healthy backends. Only where there is none, those that failed their probes or connections
   * are used all the same (Envoy calls it panic routing): a health path that fails everywhere, or a moment in which all
   * refused connections, must not turn a service that may work into one that certainly does not.
   * Backends that have not started, are draining or have ended are never among them.
   */
  candidates(): readonly Backend[] {
    if (this.#candidates === undefined) {
      const takers = [...this.#records.values()].filter((record) => record.drain === 'none');
      const healthy = takers.filter((record) => record.health.state === 'healthy');
      this.#candidates = healthy.length > 0 ? healthy : takers.filter((record) => record.health.state === 'unhealthy');
    }
    return this.#candidates;
  }

  /** The backend of that id where it still serves the sessions that it has: healthy, draining included. */
  findForSession(id: string): Backend | undefined {
    const record = this.#records.get(id);
    return record?.health.state === 'healthy' && record.drain !== 'drained' ? record : undefined;
  }

  /** Takes hold of a backend for one attempt of a request; undefined where it has left the pool. */
  lease(id: string): Lease | undefined {
    const record = this.#records.get(id);
    if (record === undefined) return undefined;
    const startedAtMs = this.#clock.nowMs();
    let released = false;
    record.inFlight += 1;
    record.requestsTotal += 1;
    return {
      backend: record,
      answered: (status) => {
        record.sample(startedAtMs, status >= 500);
        this.#record(id, { kind: 'answered' });
      },
      failed: (failure) => {
        record.sample(startedAtMs, true);
        if (failure.kind === 'refused') this.#record(id, { kind: 'refused', detail: failure.detail });
        this.#tell({ kind: 'suspected', backend: record });
      },
      release: () => {
        if (released) return;
        released = true;
        record.inFlight -= 1;
        if (record.inFlight === 0) this.#idleCallbacks.get(record)?.();
      },
    };
  }

  /** Calls back after each change; returns how to stop that. */
  subscribe(listener: (change: PoolChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #record(id: string, event: HealthEvent): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    const health = nextHealth(record.health, event, this.#thresholds);
    if (health !== record.health) this.#update(record, { health });
  }

  #update(record: BackendRecord, change: Parameters<BackendRecord['update']>[0]): void {
    const from = record.state;
    record.update(change);
    if (record.state !== from) this.#changed({ kind: 'state', backend: record, from });
  }

  #changed(change: PoolChange): void {
    this.#candidates = undefined;
    this.#tell(change);
  }

  #tell(change: PoolChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  async #idle(record: BackendRecord, timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#clock.after(timeoutMs, resolve);
    this.#idleCallbacks.set(record, resolve);
    await promise;
    this.#idleCallbacks.delete(record);
    timer.cancel();
  }
}
