import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../runtime/src/autoscale/policies/policy.ts';
import type { Sample } from '../../../runtime/src/autoscale/signals/signal.ts';
import type { InstanceSize } from '../../../runtime/src/autoscale/vertical/instance-size.ts';
import type { RuntimeEvent } from '../../../runtime/src/monitor/events.ts';
import { startScalingLoop } from '../../../runtime/src/run/scaling-loop.ts';
import { recordingLog } from '../instances/recording-log.ts';
import { VirtualClock } from '../instances/virtual-clock.ts';
import { founding } from './founding.ts';

const calm: Sample = {
  readyInstances: 2,
  usage: [{ cpuRatio: 0.5, memoryRatio: 0.6 }],
  requests: { spanMs: 60_000, count: 30_000, errors: 0, durationMs: 30_000_000 },
  inFlight: 10,
};
const slow: Sample = { ...calm, requests: { ...calm.requests, durationMs: 30_000 * 20_000 } };

function makeLoop({ trace = false, vertical }: { trace?: boolean; vertical?: VerticalScalingPlan } = {}) {
  const clock = new VirtualClock();
  const world = { sample: async () => calm };
  const events: RuntimeEvent[] = [];
  const decisions: Decision[] = [];
  const { log, lines } = recordingLog();
  const fleet = {
    wanted: 2,
    setWanted(count: number) {
      fleet.wanted = count;
    },
    scaleUp: () => ({ ok: true as const, from: fleet.wanted, to: ++fleet.wanted }),
    scaleDown: () => ({ ok: false as const, error: 'Minimum instances reached: 2' }),
  };
  let size: InstanceSize = { cpuCores: 4, memoryBytes: 1_000_000_000 };
  const resized: InstanceSize[] = [];
  const loop = startScalingLoop({
    scaling: vertical === undefined ? founding : { ...founding, vertical },
    fleet,
    sample: () => world.sample(),
    sizes: () => ({
      uses: [{ id: 'process-1', cpuCores: 0.5, memoryBytes: 500_000_000 }],
      size,
      outOfMemory: [],
      machine: size,
      applies: 'live',
    }),
    resize: (next) => {
      size = next;
      resized.push(next);
    },
    clock,
    record: (event) => events.push(event),
    onDecision: (decision) => decisions.push(decision),
    trace,
    log,
  });
  return { clock, world, events, decisions, lines, fleet, loop, resized };
}

describe('the scaling loop', () => {
  it('evaluates once per interval, the first time after one', async () => {
    const { clock, decisions } = makeLoop();
    await clock.advance(59_999);
    expect(decisions).toHaveLength(0);
    await clock.advance(1);
    expect(decisions).toHaveLength(1);
    await clock.advance(600_000);
    expect(decisions).toHaveLength(11);
  });

  it('carries a decision out, and records it with what was measured', async () => {
    const { clock, world, events, fleet, loop } = makeLoop();
    world.sample = async () => slow;
    await clock.advance(60_000);
    expect(fleet.wanted).toBe(3);
    expect(events).toEqual([
      {
        atMs: expect.any(Number),
        kind: 'scale_up',
        from: 2,
        to: 3,
        reason: 'response_time 20 s against 2 s',
        metricsBefore: expect.objectContaining({ response_time: 20_000, cpu_utilization: 0.5 }),
      },
    ]);
    expect(loop.status()).toMatchObject({ signals: { request_rate: 500 }, lastDecision: { to: 3 } });
  });

  it('gives instances the size that is decided, says so and keeps it in the history', async () => {
    const vertical: VerticalScalingPlan = {
      mode: 'apply',
      minCpuCores: 0.1,
      maxCpuCores: null,
      minMemoryBytes: 64_000_000,
      maxMemoryBytes: null,
      percentile: 0.9,
      marginRatio: 0.15,
      halfLifeMs: 86_400_000,
      workersVariable: null,
      nodeHeap: false,
      cgroup: '/sys/fs/cgroup/shop',
    };
    const { clock, events, loop, resized, fleet } = makeLoop({ vertical });
    for (let hour = 0; hour < 12; hour++) await clock.advance(3_600_000);
    expect(resized[0]?.cpuCores).toBeGreaterThan(0.5);
    expect(resized[0]?.cpuCores).toBeLessThan(0.7);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'resize',
        reason: expect.stringMatching(/^the size goes from 4 cores and 1 GB to 0\.\d+ cores/),
      }),
    );
    expect(loop.status().engine.history.map(({ action }) => action)).toContain('resize');
    expect(fleet.wanted).toBe(2);
  });

  it('leaves sizes alone where the plan says nothing of them', async () => {
    const { clock, resized } = makeLoop();
    for (let hour = 0; hour < 12; hour++) await clock.advance(3_600_000);
    expect(resized).toEqual([]);
  });

  it('survives a measurement that fails', async () => {
    const { clock, world, decisions, lines } = makeLoop();
    world.sample = async () => {
      throw new Error('no figures');
    };
    await clock.advance(60_000);
    expect(decisions).toHaveLength(0);
    expect(lines.join('\n')).toContain('error: A scaling evaluation failed');
    world.sample = async () => calm;
    await clock.advance(60_000);
    expect(decisions).toHaveLength(1);
  });

  it('cools down after a change by hand, which is recorded with its reason', async () => {
    const { clock, world, events, loop, fleet } = makeLoop();
    world.sample = async () => slow;
    expect(loop.scale('scale_up', 'a launch')).toEqual({ ok: true, from: 2, to: 3 });
    expect(events).toMatchObject([{ kind: 'scale_up', reason: 'a launch', from: 2, to: 3 }]);
    await clock.advance(299_000);
    expect(fleet.wanted).toBe(3);
    expect(loop.status().lastDecision?.limit).toMatchObject({ kind: 'cooldown', direction: 'scale_up' });
    await clock.advance(1000);
    expect(fleet.wanted).toBe(5);
  });

  it('hands on what the fleet refuses, and records nothing', () => {
    const { events, loop } = makeLoop();
    expect(loop.scale('scale_down', 'manual')).toEqual({ ok: false, error: 'Minimum instances reached: 2' });
    expect(events).toEqual([]);
  });

  it('logs every evaluation where the plan traces them', async () => {
    const { clock, lines } = makeLoop({ trace: true });
    await clock.advance(60_000);
    expect(lines).toEqual(['info: Scaling: stays at 2: no signal asks for a change.']);
  });

  it('does nothing after it was stopped', async () => {
    const { clock, decisions, loop } = makeLoop();
    loop.stop();
    await clock.advance(600_000);
    expect(decisions).toHaveLength(0);
  });
});
