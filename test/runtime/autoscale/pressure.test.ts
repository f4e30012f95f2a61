import type { ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { initialPolicyState, type Observation, type Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { pressure } from '../../../runtime/src/autoscale/policies/pressure.ts';
import { founding, observe } from './founding.ts';

const config: ScalingPlan = { ...founding, scoring: 'pressure' };
/** Every metric at its target. */
const onTarget: Signals = { cpu_utilization: 0.7, memory_utilization: 0.8, request_rate: 1000, response_time: 2000 };
const low: Signals = { cpu_utilization: 0.2, memory_utilization: 0.2, request_rate: 10, response_time: 10 };

function decide(observation: Observation, state = initialPolicyState, nowMs = 0) {
  return pressure.decide(state, observation, config, nowMs).decision;
}

describe('pressure', () => {
  it('takes the count that the most pressing metric needs, whatever the weights say', () => {
    const signals = { ...onTarget, cpu_utilization: 1.05, response_time: 4000 };
    expect(decide(observe(4, signals))).toMatchObject({ action: 'scale_up', from: 4, to: 8 });
  });

  it.each([
    { ratio: 1.1, to: 10 },
    { ratio: 1.11, to: 12 },
    { ratio: 0.9, to: 10 },
    { ratio: 0.89, to: 9 },
  ])('answers a ratio of $ratio to 10 instances with $to: within a tenth nothing happens', ({ ratio, to }) => {
    const metrics = config.metrics.filter(({ name }) => name === 'cpu_utilization');
    const observation = observe(10, { cpu_utilization: 0.7 * ratio });
    expect(pressure.decide(initialPolicyState, observation, { ...config, metrics }, 0).decision.to).toBe(to);
  });

  it('does not count an instance for a rounding error: 2 at half above the target are 3', () => {
    const memory = 1.2000000000000002;
    expect(2 * (memory / 0.8)).toBeGreaterThan(3);
    expect(decide(observe(2, { ...onTarget, memory_utilization: memory })).to).toBe(3);
  });

  it('does not answer a burst twice while the first answer is still starting', () => {
    const starting = { currentInstances: 8, readyInstances: 4, signals: { ...onTarget, cpu_utilization: 1.4 } };
    expect(decide(starting)).toMatchObject({ action: 'none', to: 8 });
  });

  it('never shrinks a service that is over its target because few instances are ready', () => {
    const crashed = { currentInstances: 10, readyInstances: 3, signals: { ...onTarget, cpu_utilization: 1.0 } };
    expect(decide(crashed)).toMatchObject({ action: 'none', to: 10 });
  });

  it('shrinks only when less was enough for a whole window', () => {
    const busy = pressure.decide(initialPolicyState, observe(10, onTarget), config, 0);
    const early = pressure.decide(busy.state, observe(10, low), config, 599_999);
    expect(early.decision).toMatchObject({ action: 'none', wanted: 3, limit: { kind: 'stabilisation', leftMs: 1 } });
    expect(pressure.decide(early.state, observe(10, low), config, 600_000).decision).toMatchObject({
      action: 'scale_down',
      to: 3,
    });
  });

  it('shrinks to the highest count of the window, not to the last', () => {
    const first = pressure.decide(initialPolicyState, observe(10, { ...low, cpu_utilization: 0.42 }), config, 0);
    expect(first.decision.to).toBe(6);
    const cooled = { ...first.state, lastScaleDownMs: null };
    const second = pressure.decide(cooled, observe(10, low), config, 300_000);
    expect(second.decision).toMatchObject({ action: 'scale_down', to: 6 });
  });

  it('does not shrink while a metric was not observed, and says which', () => {
    const { response_time: _, ...rest } = low;
    expect(decide(observe(10, rest))).toMatchObject({
      action: 'none',
      limit: { kind: 'missing', metrics: ['response_time'] },
    });
  });

  it('grows although a metric was not observed', () => {
    expect(decide(observe(4, { cpu_utilization: 1.4 }))).toMatchObject({ action: 'scale_up', to: 8 });
  });

  it('lists heavier metrics first among the reasons', () => {
    const signals = { ...onTarget, cpu_utilization: 1.4, response_time: 4000 };
    expect(decide(observe(4, signals)).findings.map(({ metric }) => metric)).toEqual([
      'cpu_utilization',
      'response_time',
    ]);
  });
});
