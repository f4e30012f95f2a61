import type { OutliersPlan, SlowStartPlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { Instance } from '../instances/instance.ts';
import type { Backend, BackendState } from './backend.ts';
import { Ejector } from './ejector.ts';
import { type HealthEvent, type HealthThresholds, nextHealth } from './health.ts';
import { BackendRecord } from './record.ts';

/** What the pool tells its subscribers, after the fact. */
export type PoolChange =
  | { readonly kind: 'added' | 'removed'; readonly backend: Backend }
  | { readonly kind: 'state'; readonly backend: Backend; readonly from: BackendState }
  /** A request to it failed on the way: worth a probe now. */
  | { readonly kind: 'suspected'; readonly backend: Backend }
  /** It had as many requests as it may have, and one has ended. */
  | { readonly kind: 'freed'; readonly backend: Backend };

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

/** How a pool judges its backends; all but the thresholds may be left out, and then is not done. */
export interface PoolSettings {
  readonly thresholds: HealthThresholds;
  readonly outliers?: OutliersPlan | null;
  /** Share of healthy backends below which the others are candidates as well. */
  readonly panicRatio?: number;
  /** Requests that a backend takes at a time, unless its instance says otherwise; 0 sets no limit. */
  readonly maxRequests?: number;
  readonly slowStart?: SlowStartPlan | null;
}

/** What a pool needs: time, and how it judges. */
export interface PoolOptions extends PoolSettings {
  readonly clock: Clock;
}

/**
 * The instances that requests may go to, with what is known of each: health, requests in flight, response times.
 * The objects it hands out are live: they change as requests come and go, and stay readable after removal.
 */
export class BackendPool {
  readonly #clock: Clock;
  #settings: PoolSettings;
  readonly #ejector: Ejector;
  readonly #records = new Map<string, BackendRecord>();
  readonly #listeners = new Set<(change: PoolChange) => void>();
  /** Called when the last request of a draining backend ends. */
  readonly #idleCallbacks = new Map<BackendRecord, () => void>();
  #candidates: readonly BackendRecord[] | undefined;

  constructor({ clock, ...settings }: PoolOptions) {
    this.#clock = clock;
    this.#settings = settings;
    this.#ejector = new Ejector(
      clock,
      () => [...this.#records.values()],
      (id, event) => this.#record(id, event),
    );
    this.configure(settings);
  }

  /** Judges by other settings from now on; what is known of the backends stays. */
  configure(settings: PoolSettings): void {
    this.#settings = settings;
    this.#candidates = undefined;
    this.#ejector.configure(settings.outliers ?? null);
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
    if (ready) this.#startSlowly(record);
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

  /** Gives a backend that was drained new clients again; an unknown id does nothing. */
  undrain(id: string): void {
    const record = this.#records.get(id);
    if (record !== undefined) this.#update(record, { drain: 'none' });
  }

  /** Changes a backend's share of the traffic; an unknown id does nothing. */
  setWeight(id: string, weight: number): void {
    const record = this.#records.get(id);
    if (record !== undefined) record.ownWeight = weight;
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
   * Who may get a new client: the healthy backends. Only where there is none, or a smaller share than the panic threshold, those
   * that failed are used all the same (Envoy calls it panic routing): a health path that fails everywhere, or a moment in which
   * all refused connections, must not turn a service that may work into one that certainly does not.
   * Backends that have not started, are draining, have ended or have all the requests they may have are never among them.
   */
  candidates(): readonly Backend[] {
    if (this.#candidates === undefined) {
      const usable = [...this.#records.values()].filter(isUsable);
      const healthy = usable.filter((record) => record.health.state === 'healthy');
      const isPanic = healthy.length === 0 || healthy.length / usable.length < (this.#settings.panicRatio ?? 0);
      this.#candidates = (isPanic ? usable : healthy).filter((record) => !this.#isFull(record));
    }
    return this.#candidates;
  }

  /** The backend of that id where it still serves the sessions that it has: healthy, draining included. */
  findForSession(id: string): Backend | undefined {
    const record = this.#records.get(id);
    if (record === undefined || record.health.state !== 'healthy' || record.drain === 'drained') return undefined;
    return this.#isFull(record) ? undefined : record;
  }

  /** Takes hold of a backend for one attempt of a request; undefined where it has left the pool. */
  lease(id: string): Lease | undefined {
    const record = this.#records.get(id);
    if (record === undefined) return undefined;
    const startedAtMs = this.#clock.nowMs();
    let released = false;
    record.inFlight += 1;
    record.requestsTotal += 1;
    if (this.#isFull(record)) this.#candidates = undefined;
    return {
      backend: record,
      answered: (status) => {
        const failed = status >= 500;
        record.sample(startedAtMs, failed);
        this.#record(id, failed ? { kind: 'answered', failed } : ANSWERED);
        if (failed) this.#ejector.check(record);
      },
      failed: (failure) => {
        record.sample(startedAtMs, true);
        if (failure.kind === 'refused') this.#record(id, { kind: 'refused', detail: failure.detail });
        else this.#record(id, { kind: 'unanswered', late: failure.kind === 'late' });
        this.#ejector.check(record);
        this.#tell({ kind: 'suspected', backend: record });
      },
      release: () => {
        if (released) return;
        released = true;
        const wasFull = this.#isFull(record);
        record.inFlight -= 1;
        if (wasFull && !this.#isFull(record)) this.#changed({ kind: 'freed', backend: record });
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
    const health = nextHealth(record.health, event, this.#settings.thresholds);
    if (health !== record.health) this.#update(record, { health });
  }

  #update(record: BackendRecord, change: Parameters<BackendRecord['update']>[0]): void {
    const from = record.state;
    record.update(change);
    if (record.state === 'healthy' && from !== 'healthy' && from !== 'draining') this.#startSlowly(record);
    if (record.state !== from) this.#changed({ kind: 'state', backend: record, from });
  }

  #isFull(record: BackendRecord): boolean {
    const most = record.instance.maxRequests ?? this.#settings.maxRequests ?? 0;
    return most > 0 && record.inFlight >= most;
  }

  #startSlowly(record: BackendRecord): void {
    const { slowStart } = this.#settings;
    if (slowStart?.enabled === true) record.startSlowly(slowStart);
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

const ANSWERED: HealthEvent = { kind: 'answered' };

/** Whether a backend may work, at least: it has started, has not ended, and is not on its way out. */
function isUsable({ drain, health }: BackendRecord): boolean {
  return drain === 'none' && health.state !== 'starting' && health.state !== 'ended';
}
