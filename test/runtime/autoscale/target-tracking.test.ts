import type { ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { type Decision, initialPolicyState, type Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { targetTracking } from '../../../runtime/src/autoscale/policies/target-tracking.ts';
import { founding } from './founding.ts';

const cpu = founding.metrics.filter(({ name }) => name === 'cpu_utilization');
const config: ScalingPlan = { ...founding, scoring: 'target_tracking', metrics: cpu };

/** One evaluation a minute, of four instances that stay as they are. */
function watch(signals: readonly Signals[], plan = config): readonly Decision[] {
  let state = initialPolicyState;
  return signals.map((seen, minute) => {
    const step = targetTracking.decide(
      state,
      { currentInstances: 4, readyInstances: 4, signals: seen },
      plan,
      minute * 60_000,
    );
    ({ state } = step);
    return step.decision;
  });
}

const cpuAt = (...values: readonly number[]): Signals[] => values.map((value) => ({ cpu_utilization: value }));
const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

describe('the rule target_tracking', () => {
  it('adds in proportion, in the third minute over the target', () => {
    expect(watch(cpuAt(1.4, 1.4, 1.4)).map(({ to }) => to)).toEqual([4, 4, 8]);
  });

  it('begins to count anew when a minute was not over it', () => {
    expect(watch(cpuAt(1.4, 1.4, 0.7, 1.4, 1.4)).every(({ to }) => to === 4)).toBe(true);
  });

  it('removes in the fifteenth minute below nine tenths of it', () => {
    const decisions = watch(cpuAt(...times(15, 0.34)));
    expect(decisions.slice(0, 14).every(({ to }) => to === 4)).toBe(true);
    expect(decisions.at(-1)?.to).toBe(2);
    expect(watch(cpuAt(...times(20, 0.65))).every(({ to }) => to === 4)).toBe(true);
  });

  it('never removes while a signal is missing', () => {
    const plan = { ...config, metrics: founding.metrics.slice(0, 2) };
    expect(watch(cpuAt(...times(30, 0.1)), plan).every(({ to }) => to === 4)).toBe(true);
  });

  it('shares out what instances share', () => {
    const rate = founding.metrics
      .filter(({ name }) => name === 'request_rate')
      .map((metric) => ({ ...metric, high: 100 }));
    const decisions = watch(
      times(3, 900).map((value) => ({ request_rate: value })),
      { ...config, metrics: rate },
    );
    expect(decisions.at(-1)?.to).toBe(9);
  });
});
