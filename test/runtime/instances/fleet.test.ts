import { describe, expect, it } from 'vitest';
import { BackendPool } from '../../../runtime/src/backends/pool.ts';
import { Fleet } from '../../../runtime/src/instances/fleet.ts';
import {
  type Instance,
  type InstanceExit,
  type InstanceProvider,
  InstanceStartError,
} from '../../../runtime/src/instances/instance.ts';
import type { RuntimeEvent } from '../../../runtime/src/monitor/events.ts';
import { settle, VirtualClock } from './virtual-clock.ts';

/** A provider whose instances exist on paper; the pool, the fleet and their timing are the real ones. */
class PaperProvider implements InstanceProvider {
  readonly name = 'paper';
  readonly elastic: boolean;
  readonly running = new Map<string, Instance>();
  /** While set, starts fail with it. */
  failure: Error | null = null;
  started = 0;
  #listener: (exit: InstanceExit) => void = () => undefined;

  constructor(elastic = true) {
    this.elastic = elastic;
  }

  async start(): Promise<Instance> {
    this.started += 1;
    if (this.failure !== null) throw this.failure;
    const id = `paper-${this.started}`;
    const instance = { id, host: 'paper', port: this.started, weight: 1, pid: null, startedAtMs: 0 };
    this.running.set(id, instance);
    return instance;
  }

  async stop({ id }: Instance): Promise<void> {
    this.running.delete(id);
  }

  async usage() {
    return new Map();
  }

  onExit(listener: (exit: InstanceExit) => void): void {
    this.#listener = listener;
  }

  crash(id: string): void {
    const instance = this.running.get(id);
    if (instance === undefined) throw new Error(`${id} does not run`);
    this.running.delete(id);
    this.#listener({ instance, code: null, signal: 'SIGKILL' });
  }
}

function makeFleet({ elastic = true, enabled = true } = {}) {
  const clock = new VirtualClock();
  const provider = new PaperProvider(elastic);
  const pool = new BackendPool({ clock, thresholds: { unhealthyThreshold: 3, healthyThreshold: 2 } });
  const events: RuntimeEvent[] = [];
  const fleet = new Fleet({
    provider,
    pool,
    service: { startTimeoutMs: 10_000, drainTimeoutMs: 5000 },
    scaling: { enabled, minInstances: 2, maxInstances: 4 },
    clock,
    record: (event) => events.push(event),
  });
  const states = () => Object.fromEntries(pool.list().map(({ id, state }) => [id, state]));
  const answer = (...ids: string[]) => {
    for (const id of ids) pool.recordProbe(id, { ok: true });
  };
  return { clock, provider, pool, events, fleet, states, answer };
}

describe('a fleet', () => {
  it('starts what is wanted and hands it to the pool, which says when it is ready', async () => {
    const { fleet, states, answer, events } = makeFleet();
    await fleet.start(2);
    expect(states()).toEqual({ 'paper-1': 'starting', 'paper-2': 'starting' });
    answer('paper-1');
    expect(events).toMatchObject([{ kind: 'instance_ready', instanceId: 'paper-1' }]);
  });

  it('fails to start where not even one instance can be made', async () => {
    const { fleet, provider } = makeFleet();
    provider.failure = new InstanceStartError('there is no program');
    await expect(fleet.start(2)).rejects.toThrow('there is no program');
  });

  it('stops an instance that is not ready in time, and tries again with waits that double', async () => {
    const { fleet, provider, clock, events } = makeFleet();
    await fleet.start(1);
    const startsAt: number[] = [];
    for (let ms = 0; ms < 60_000; ms += 250) {
      const before = provider.started;
      await clock.advance(250);
      if (provider.started > before) startsAt.push(ms + 250);
    }
    // Ten seconds to be ready each; then at once, after 0.5 s, 1 s, 2 s, 4 s.
    expect(startsAt).toEqual([10_000, 20_500, 31_500, 43_500, 57_500]);
    expect(provider.running.size).toBe(1);
    expect(events.filter(({ kind }) => kind === 'instance_start_failed')).toHaveLength(5);
    expect(events[0]).toMatchObject({ reason: expect.stringContaining('not ready within 10 s') });
  });

  it('goes on trying after the provider failed, and says so', async () => {
    const { fleet, provider, clock, events, answer, states } = makeFleet();
    await fleet.start(1);
    answer('paper-1');
    provider.failure = new InstanceStartError('out of ports');
    fleet.setWanted(2);
    await clock.advance(700);
    expect(events.filter(({ reason }) => reason.includes('out of ports'))).toHaveLength(3);
    provider.failure = null;
    await clock.advance(1000);
    expect(states()).toEqual({ 'paper-1': 'healthy', 'paper-5': 'starting' });
  });

  it('replaces an instance that ended at once, and takes it out of the pool in the same moment', async () => {
    const { fleet, provider, clock, answer, states, events } = makeFleet();
    await fleet.start(2);
    answer('paper-1', 'paper-2');
    provider.crash('paper-1');
    expect(states()).toEqual({ 'paper-2': 'healthy' });
    await clock.advance(0);
    expect(states()).toEqual({ 'paper-2': 'healthy', 'paper-3': 'starting' });
    expect(events.at(-1)).toMatchObject({ kind: 'instance_exited', reason: 'signal SIGKILL; it is replaced now' });
  });

  it('waits longer and longer with one that keeps ending, and forgives it after it was stable', async () => {
    const { fleet, provider, clock, answer } = makeFleet();
    await fleet.start(1);
    const crashAndMeasure = async () => {
      answer(`paper-${provider.started}`);
      const before = provider.started;
      provider.crash(`paper-${before}`);
      let waitedMs = 0;
      for (await clock.advance(0); provider.started === before; waitedMs += 100) await clock.advance(100);
      return waitedMs;
    };
    expect([await crashAndMeasure(), await crashAndMeasure(), await crashAndMeasure()]).toEqual([0, 500, 1000]);
    answer(`paper-${provider.started}`);
    await clock.advance(30_000);
    expect(await crashAndMeasure()).toBe(0);
  });

  it('drains what is no longer wanted before it stops it', async () => {
    const { fleet, provider, pool, clock, answer, states } = makeFleet();
    await fleet.start(3);
    answer('paper-1', 'paper-2', 'paper-3');
    const leases = ['paper-1', 'paper-2', 'paper-3'].map((id) => pool.lease(id));
    leases[1]?.release();
    const late = pool.lease('paper-2');
    fleet.setWanted(2);
    expect(states()).toMatchObject({ 'paper-3': 'draining' });
    await clock.advance(1000);
    expect(provider.running.has('paper-3')).toBe(true);
    leases[2]?.release();
    await settle();
    expect([...provider.running.keys()]).toEqual(['paper-1', 'paper-2']);
    late?.release();
  });

  it('does not wait for a drain longer than the plan allows', async () => {
    const { fleet, provider, pool, clock, answer } = makeFleet();
    await fleet.start(2);
    answer('paper-1', 'paper-2');
    pool.lease('paper-1');
    pool.lease('paper-2');
    fleet.setWanted(1);
    await clock.advance(4999);
    expect(provider.running.size).toBe(2);
    await clock.advance(1);
    expect([...provider.running.keys()]).toEqual(['paper-1']);
  });

  it.each([
    { name: 'one that is not ready before one that is', ready: [1, 2], busy: [], victim: 'paper-3' },
    { name: 'the one with the fewest requests', ready: [1, 2, 3], busy: [1, 1, 2, 3, 3], victim: 'paper-2' },
    { name: 'of equals the youngest', ready: [1, 2, 3], busy: [], victim: 'paper-3' },
  ])('gives up $name', async ({ ready, busy, victim }) => {
    const { fleet, pool, answer, states } = makeFleet();
    await fleet.start(3);
    answer(...ready.map((number) => `paper-${number}`));
    for (const number of busy) pool.lease(`paper-${number}`);
    fleet.setWanted(2);
    await settle();
    expect(states()[victim]).toBe(busy.length > 0 ? 'draining' : undefined);
  });

  it('does not bring back what was given up while it was still being made', async () => {
    const { fleet, provider } = makeFleet();
    await fleet.start(2);
    fleet.setWanted(3);
    fleet.setWanted(2);
    await settle();
    expect(provider.started).toBe(3);
    expect([...provider.running.keys()]).toEqual(['paper-1', 'paper-2']);
  });

  it('changes by hand within the bounds, and refuses in the words of the document', async () => {
    const { fleet } = makeFleet();
    await fleet.start(3);
    expect(fleet.scaleUp()).toEqual({ ok: true, from: 3, to: 4 });
    expect(fleet.scaleUp()).toEqual({ ok: false, error: 'Maximum instances reached: 4' });
    fleet.setWanted(3);
    expect(fleet.scaleDown()).toEqual({ ok: true, from: 3, to: 2 });
    expect(fleet.scaleDown()).toEqual({ ok: false, error: 'Minimum instances reached: 2' });
  });

  it.each([
    { why: 'instances run elsewhere', options: { elastic: false } },
    { why: 'scaling is off', options: { enabled: false } },
  ])('refuses changes by hand where $why', async ({ options }) => {
    const { fleet } = makeFleet(options);
    await fleet.start(3);
    expect(fleet.scaleUp()).toEqual({ ok: false, error: 'Horizontal scaling not enabled' });
    expect(fleet.scaleDown()).toEqual({ ok: false, error: 'Horizontal scaling not enabled' });
  });

  it('never gives up on instances that run elsewhere', async () => {
    const { fleet, provider, clock } = makeFleet({ elastic: false });
    await fleet.start(2);
    await clock.advance(60_000);
    expect(provider.started).toBe(2);
    expect(provider.running.size).toBe(2);
  });

  it('stops everything, what is starting, draining or waiting included', async () => {
    const { fleet, provider, pool, clock, answer } = makeFleet();
    await fleet.start(4);
    answer('paper-1', 'paper-2');
    provider.crash('paper-3');
    pool.lease('paper-1');
    const stopped = fleet.stop();
    await clock.advance(5000);
    await stopped;
    expect(provider.running.size).toBe(0);
    expect(pool.list()).toEqual([]);
    await clock.advance(60_000);
    expect(provider.running.size).toBe(0);
  });
});
