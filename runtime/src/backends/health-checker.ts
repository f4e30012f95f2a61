import type { Clock, Timer } from '../clock.ts';
import type { Instance } from '../instances/instance.ts';
import type { Log } from '../monitor/log.ts';
import type { Backend } from './backend.ts';
import type { BackendPool, PoolChange, ProbeResult } from './pool.ts';

/** Asks an instance whether it is well. Never rejects: what goes wrong is the result. */
export type Probe = (instance: Instance) => Promise<ProbeResult>;

/** What the checker needs. */
export interface HealthCheckerOptions {
  readonly pool: BackendPool;
  readonly probe: Probe;
  /**
   * Time between two probes of a healthy instance; null probes only instances that are not healthy,
   * which is all that is needed where health checks are switched off.
   */
  readonly intervalMs: number | null;
  /** The same while an instance fails, where that is less; 1 s where it is left out. */
  readonly failingIntervalMs?: number;
  /** Share by which the times vary; a tenth where it is left out. */
  readonly jitterRatio?: number;
  readonly clock: Clock;
  /** Numbers in [0, 1), to keep the probes of many instances apart. */
  readonly random: () => number;
  readonly log: Log;
}

/** While an instance starts, start-up must not wait for the plan's interval. */
const STARTING_INTERVAL_MS = 100;
/** While an instance fails, its loss or return should be seen soon. */
const FAILING_INTERVAL_MS = 1_000;
/** Share by which an interval varies. */
const JITTER = 0.1;

/** Probes every backend of the pool for as long as it is there, and tells the pool what it found. */
export function startHealthChecker(options: HealthCheckerOptions): { stop(): void } {
  const { pool, log } = options;
  const loops = new Map<string, ProbeLoop>();

  function follow(backend: Backend): void {
    const loop = new ProbeLoop(backend, options);
    loops.set(backend.id, loop);
    loop.probeNow();
  }

  function onChange(change: PoolChange): void {
    const { backend } = change;
    switch (change.kind) {
      case 'added':
        follow(backend);
        break;
      case 'removed':
        loops.get(backend.id)?.stop();
        loops.delete(backend.id);
        break;
      case 'state':
        log[backend.state === 'unhealthy' ? 'warn' : 'info'](`Instance ${backend.id} is ${backend.state}.`, {
          instance: backend.id,
          from: change.from,
          detail: backend.detail,
        });
        break;
      case 'suspected':
        loops.get(backend.id)?.probeNow();
        break;
      case 'freed':
        break;
    }
  }

  for (const backend of pool.list()) follow(backend);
  const unsubscribe = pool.subscribe(onChange);
  return {
    stop() {
      unsubscribe();
      for (const loop of loops.values()) loop.stop();
      loops.clear();
    },
  };
}

/** The probes of one backend: never two at a time, and never closer than the starting interval. */
class ProbeLoop {
  readonly #backend: Backend;
  readonly #options: HealthCheckerOptions;
  #timer: Timer | undefined;
  #probing = false;
  #stopped = false;
  #lastProbeAtMs = Number.NEGATIVE_INFINITY;

  constructor(backend: Backend, options: HealthCheckerOptions) {
    this.#backend = backend;
    this.#options = options;
  }

  /** Probes as soon as the last probe is long enough ago. */
  probeNow(): void {
    this.#schedule(this.#lastProbeAtMs + STARTING_INTERVAL_MS - this.#options.clock.nowMs());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #schedule(delayMs: number): void {
    if (this.#probing || this.#stopped) return;
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(Math.max(0, delayMs), () => {
      void this.#probe();
    });
  }

  async #probe(): Promise<void> {
    const { clock, pool, probe } = this.#options;
    this.#probing = true;
    this.#lastProbeAtMs = clock.nowMs();
    const result = await probe(this.#backend.instance);
    this.#probing = false;
    pool.recordProbe(this.#backend.id, result);
    const intervalMs = this.#intervalMs();
    if (intervalMs !== null) this.#schedule(this.#vary(intervalMs));
  }

  #vary(intervalMs: number): number {
    const { random, jitterRatio = JITTER } = this.#options;
    return intervalMs * (1 + jitterRatio * (2 * random() - 1));
  }

  /** Time until the next probe; null where none is due. */
  #intervalMs(): number | null {
    const { state, consecutiveFailures } = this.#backend;
    const { intervalMs, failingIntervalMs = FAILING_INTERVAL_MS } = this.#options;
    switch (state) {
      case 'starting':
        return Math.min(STARTING_INTERVAL_MS, intervalMs ?? STARTING_INTERVAL_MS);
      case 'unhealthy':
        return Math.min(failingIntervalMs, intervalMs ?? failingIntervalMs);
      case 'healthy':
        if (intervalMs === null) return consecutiveFailures > 0 ? failingIntervalMs : null;
        return consecutiveFailures > 0 ? Math.min(failingIntervalMs, intervalMs) : intervalMs;
      case 'draining':
        return null;
    }
  }
}
