import type { ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import {
  type EngineState,
  initialEngineState,
  recordManualChange,
  stepEngine,
} from '../../../runtime/src/autoscale/engine.ts';
import { HISTORY_LENGTH } from '../../../runtime/src/autoscale/history.ts';
import type { Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { calm, founding, idle, observe } from './founding.ts';

const overload: Signals = { ...calm, response_time: 20_000 };

/** Replays signals at every interval on a virtual clock; gives the counts after each evaluation. */
function replay(
  config: ScalingPlan,
  start: number,
  trace: readonly Signals[],
): { counts: number[]; state: EngineState } {
  let state = initialEngineState;
  let count = start;
  const counts = trace.map((signals, index) => {
    const step = stepEngine(state, observe(count, signals), config, index * config.intervalMs);
    state = step.state;
    count = step.decision.to;
    return count;
  });
  return { counts, state };
}

describe('the engine', () => {
  it('replays an overload and its end: a step per cooldown up, half per cooldown down', () => {
    const trace = [...Array<Signals>(12).fill(overload), ...Array<Signals>(14).fill(idle)];
    const { counts } = replay(founding, 2, trace);
    // One evaluation a minute; scale_up cools down for 5 of them, scale_down for 10.
    expect(counts.slice(0, 12)).toEqual([3, 3, 3, 3, 3, 5, 5, 5, 5, 5, 8, 8]);
    expect(counts.slice(12)).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 2, 2, 2]);
  });

  it('gives the same counts when the same trace is replayed from any point', () => {
    const trace = [overload, calm, overload, idle, overload, idle, calm, overload];
    expect(replay(founding, 4, trace).counts).toEqual(replay(structuredClone(founding), 4, trace).counts);
  });

  it('remembers what it did with the signals before, and no more than it should', () => {
    const eager = {
      ...founding,
      scaleUp: { ...founding.scaleUp, cooldownMs: 0 },
      scaleDown: { ...founding.scaleDown, cooldownMs: 0 },
    };
    const trace = Array.from({ length: 3 * HISTORY_LENGTH }, (_, index) => (index % 2 === 0 ? overload : idle));
    const { history } = replay(eager, 4, trace).state;
    expect(history).toHaveLength(HISTORY_LENGTH);
    expect(history.at(-1)).toMatchObject({ action: 'scale_down', signals: idle });
  });

  it.each([
    { name: 'of scaling as a whole', scaling: { maxInstances: 5 }, scaleUp: {}, to: 5 },
    { name: 'of the policy', scaling: {}, scaleUp: { maxInstances: 5 }, to: 5 },
    { name: 'of the policy at the other end', scaling: {}, scaleUp: { minInstances: 9 }, to: 9 },
  ])('keeps the bounds $name', ({ scaling, scaleUp, to }) => {
    const config = { ...founding, ...scaling, scaleUp: { ...founding.scaleUp, ...scaleUp } };
    expect(stepEngine(initialEngineState, observe(4, overload), config, 0).decision.to).toBe(to);
  });

  it('brings a count that is out of bounds back, without waiting', () => {
    const cooling = recordManualChange(initialEngineState, 'scale_down', 0);
    expect(stepEngine(cooling, observe(25, calm), founding, 1).decision).toMatchObject({
      to: 20,
      trigger: 'outside_bounds',
    });
    expect(stepEngine(cooling, observe(1, calm), founding, 1).decision).toMatchObject({ to: 2, action: 'scale_up' });
  });

  it('keeps the minimum where scaling is off', () => {
    const off = { ...founding, enabled: false };
    expect(stepEngine(initialEngineState, observe(2, overload), off, 0).decision).toMatchObject({
      action: 'none',
      trigger: 'auto_scaling_disabled',
    });
    expect(stepEngine(initialEngineState, observe(6, overload), off, 0).decision.to).toBe(2);
  });

  it('cools down after a change by hand', () => {
    const state = recordManualChange(initialEngineState, 'scale_up', 1000);
    expect(stepEngine(state, observe(4, overload), founding, 300_999).decision.action).toBe('none');
    expect(stepEngine(state, observe(4, overload), founding, 301_000).decision.action).toBe('scale_up');
  });
});
