import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../runtime/src/autoscale/policies/policy.ts';
import type { Sample } from '../../../runtime/src/autoscale/signals/signal.ts';
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

function makeLoop({ trace = false } = {}) {
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
  const loop = startScalingLoop({
    scaling: founding,
    fleet,
    sample: () => world.sample(),
    clock,
    record: (event) => events.push(event),
    onDecision: (decision) => decisions.push(decision),
    trace,
    log,
  });
  return { clock, world, events, decisions, lines, fleet, loop };
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
