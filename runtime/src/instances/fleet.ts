import type { ServicePlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { RuntimeEvent } from '../monitor/events.ts';
import { backoffMs, STABLE_AFTER_MS } from './backoff.ts';
import type { FleetPool } from './fleet-pool.ts';
import type { Instance, InstanceExit, InstanceProvider } from './instance.ts';
import { findInstance, type Slot } from './slot.ts';
import { findVictim } from './victim.ts';

/** What a fleet is made with. */
export interface FleetOptions {
  readonly provider: InstanceProvider;
  readonly pool: FleetPool;
  readonly service: Pick<ServicePlan, 'startTimeoutMs' | 'drainTimeoutMs'>;
  /** Bounds of changes by hand; `enabled` false allows none. */
  readonly scaling: { readonly enabled: boolean; readonly minInstances: number; readonly maxInstances: number };
  readonly clock: Clock;
  readonly record: (event: RuntimeEvent) => void;
}

/** The outcome of a change by hand: the new count, or why there is none. */
export type ScaleOutcome =
  | { readonly ok: true; readonly from: number; readonly to: number }
  | { readonly ok: false; readonly error: string };

/**
 * Keeps as many instances running as are wanted. An instance that does not become ready in time, or ends on its own, is
 * replaced: at once the first time, and then after waits that double. One that is no longer wanted is drained first.
 */
export class Fleet {
  readonly #options: FleetOptions;
  #slots: readonly Slot[] = [];
  readonly #leaving = new Set<Promise<void>>();
  #stopped = false;

  constructor(options: FleetOptions) {
    this.#options = options;
    options.provider.onExit((exit) => this.#noticeExit(exit));
    options.pool.subscribe(() => this.#noticeReady());
  }

  /** The number of instances that is wanted. */
  get wanted(): number {
    return this.#slots.length;
  }

  /** The instances that exist and are not on their way out, oldest slot first. */
  get instances(): readonly Instance[] {
    return this.#slots.flatMap((slot) => findInstance(slot) ?? []);
  }

  /** Starts the first instances. Rejects with `InstanceStartError` where the provider cannot make even one. */
  async start(count: number): Promise<void> {
    const slots = Array.from({ length: count }, newSlot);
    this.#slots = slots;
    const launches = await Promise.allSettled(slots.map((slot) => this.#launch(slot)));
    const failed = launches.find((launch) => launch.status === 'rejected');
    if (failed !== undefined && this.instances.length === 0) throw failed.reason;
    slots.forEach((slot, index) => {
      const launch = launches[index];
      if (launch?.status === 'rejected') this.#noticeFailedLaunch(slot, launch.reason);
    });
  }

  /** Changes the wanted number; instances start and drain in their own time. */
  setWanted(count: number): void {
    if (this.#stopped) return;
    while (this.#slots.length < count) {
      const slot = newSlot();
      this.#slots = [...this.#slots, slot];
      this.#launchOrRetry(slot);
    }
    while (this.#slots.length > count) this.#retireOne();
  }

  /** Takes one instance out for good: it is drained and stopped, and its slot is not filled again. An unknown id does nothing. */
  retire(instanceId: string): void {
    const slot = this.#slots.find((candidate) => findInstance(candidate)?.id === instanceId);
    if (slot !== undefined && !this.#stopped) this.#retire(slot);
  }

  /** One instance more, by hand. */
  scaleUp(): ScaleOutcome {
    const { maxInstances } = this.#options.scaling;
    if (!this.#changeable) return { ok: false, error: 'Horizontal scaling not enabled' };
    if (this.wanted >= maxInstances) return { ok: false, error: `Maximum instances reached: ${maxInstances}` };
    return this.#change(1);
  }

  /** One instance fewer, by hand: the one that is missed least. */
  scaleDown(): ScaleOutcome {
    const { minInstances } = this.#options.scaling;
    if (!this.#changeable) return { ok: false, error: 'Horizontal scaling not enabled' };
    if (this.wanted <= minInstances) return { ok: false, error: `Minimum instances reached: ${minInstances}` };
    return this.#change(-1);
  }

  /** Stops every instance without draining: requests in flight are the caller's to wait for. Resolves when all have gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const instances = this.instances;
    for (const slot of this.#slots) cancelTimers(slot);
    for (const slot of this.#slots) slot.phase = { name: 'retired' };
    this.#slots = [];
    await Promise.all([...instances.map((instance) => this.#dismiss(instance, 0, 'shutdown')), ...this.#leaving]);
  }

  get #changeable(): boolean {
    return this.#options.scaling.enabled && this.#options.provider.elastic && !this.#stopped;
  }

  #change(step: 1 | -1): ScaleOutcome {
    const from = this.wanted;
    this.setWanted(from + step);
    return { ok: true, from, to: this.wanted };
  }

  #launchOrRetry(slot: Slot): void {
    this.#launch(slot).catch((error: unknown) => this.#noticeFailedLaunch(slot, error));
  }

  async #launch(slot: Slot): Promise<void> {
    const { provider, pool, service, clock } = this.#options;
    slot.phase = { name: 'launching' };
    const instance = await provider.start();
    if (isRetired(slot)) return this.#track(provider.stop(instance));
    // An instance that runs elsewhere is not started again for being slow: its health checks go on.
    const timeout = provider.elastic
      ? clock.after(service.startTimeoutMs, () => this.#giveUpStarting(slot, instance))
      : null;
    slot.phase = { name: 'starting', instance, timeout };
    pool.add(instance, { ready: false });
    this.#noticeReady();
  }

  #noticeReady(): void {
    const healthy = new Set(this.#options.pool.list().flatMap(({ id, state }) => (state === 'healthy' ? [id] : [])));
    for (const slot of this.#slots) {
      if (slot.phase.name !== 'starting' || !healthy.has(slot.phase.instance.id)) continue;
      const { instance, timeout } = slot.phase;
      timeout?.cancel();
      slot.phase = { name: 'ready', instance, sinceMs: this.#options.clock.nowMs() };
      this.#record('instance_ready', instance, 'it answers');
    }
  }

  #noticeFailedLaunch(slot: Slot, error: unknown): void {
    if (isRetired(slot)) return;
    const message = error instanceof Error ? error.message : String(error);
    this.#record('instance_start_failed', null, `${message}; ${this.#retry(slot)}`);
  }

  #giveUpStarting(slot: Slot, instance: Instance): void {
    const seconds = this.#options.service.startTimeoutMs / 1000;
    const reason = `it was not ready within ${seconds} s, see its own log lines and its health path`;
    this.#track(this.#dismiss(instance, 0, 'it was not ready in time'));
    this.#record('instance_start_failed', instance, `${reason}; ${this.#retry(slot)}`);
  }

  #noticeExit({ instance, code, signal }: InstanceExit): void {
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
    this.#options.pool.markDown(instance.id, `it ended with ${how}`);
    this.#options.pool.remove(instance.id);
    const slot = this.#slots.find((candidate) => findInstance(candidate)?.id === instance.id);
    if (slot === undefined) return;
    const { phase } = slot;
    const wasReady = phase.name === 'ready';
    if (wasReady && this.#options.clock.nowMs() - phase.sinceMs >= STABLE_AFTER_MS) slot.failures = 0;
    cancelTimers(slot);
    const when = wasReady ? '' : ' before it was ready';
    this.#record('instance_exited', instance, `${how}${when}; ${this.#retry(slot)}`);
  }

  /** Has the slot filled again after its wait, and says when that is. */
  #retry(slot: Slot): string {
    slot.failures += 1;
    const waitMs = backoffMs(slot.failures);
    slot.phase = { name: 'waiting', retry: this.#options.clock.after(waitMs, () => this.#launchOrRetry(slot)) };
    return waitMs === 0 ? 'it is replaced now' : `it is replaced in ${waitMs / 1000} s`;
  }

  #retireOne(): void {
    const victim = findVictim(this.#slots, this.#options.pool.list());
    if (victim !== undefined) this.#retire(victim);
  }

  #retire(victim: Slot): void {
    const instance = findInstance(victim);
    cancelTimers(victim);
    victim.phase = { name: 'retired' };
    this.#slots = this.#slots.filter((slot) => slot !== victim);
    if (instance === undefined) return;
    this.#track(this.#dismiss(instance, this.#options.service.drainTimeoutMs, 'no longer wanted'));
  }

  async #dismiss(instance: Instance, drainTimeoutMs: number, reason: string): Promise<void> {
    const { pool, provider } = this.#options;
    if (drainTimeoutMs > 0) await pool.drain(instance.id, drainTimeoutMs);
    pool.remove(instance.id);
    await provider.stop(instance);
    this.#record('instance_stopped', instance, reason);
  }

  /** Remembers what is on its way out, so that `stop` can wait for it. */
  #track(leaving: Promise<void>): void {
    this.#leaving.add(leaving);
    void leaving.finally(() => this.#leaving.delete(leaving));
  }

  #record(
    kind: Extract<RuntimeEvent, { instanceId: unknown }>['kind'],
    instance: Instance | null,
    reason: string,
  ): void {
    this.#options.record({ atMs: Date.now(), kind, instanceId: instance?.id ?? null, reason });
  }
}

function newSlot(): Slot {
  return { phase: { name: 'launching' }, failures: 0 };
}

function isRetired(slot: Slot): boolean {
  return slot.phase.name === 'retired';
}

function cancelTimers({ phase }: Slot): void {
  if (phase.name === 'starting') phase.timeout?.cancel();
  if (phase.name === 'waiting') phase.retry.cancel();
}
