import type { ScalingPlan, StepPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { initialPolicyState, type Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { step } from '../../../runtime/src/autoscale/policies/step.ts';
import { founding, observe } from './founding.ts';

const row = (change: number, bounds: Partial<StepPlan>): StepPlan => ({
  metric: 'cpu_utilization',
  above: null,
  below: null,
  unit: 'instances',
  change,
  ...bounds,
});

const cpu = founding.metrics.filter(({ name }) => name === 'cpu_utilization');
const steps = [
  row(1, { above: 0.7, below: 0.85 }),
  row(50, { above: 0.85, unit: 'percent' }),
  row(-1, { below: 0.3 }),
  row(-25, { below: 0.1, unit: 'percent' }),
];
const config: ScalingPlan = { ...founding, scoring: 'step', metrics: cpu, steps };

const decide = (signals: Signals, plan = config, ready = 8) =>
  step.decide(initialPolicyState, { ...observe(8, signals), readyInstances: ready }, plan, 0).decision;

describe('the rule step', () => {
  it.each<[string, number, number]>([
    ['nothing between the ranges', 0.5, 8],
    ['one for a small breach', 0.75, 9],
    ['half as many again for a great one', 0.95, 12],
    ['one fewer where it is low', 0.2, 7],
    ['of two removals the smaller', 0.05, 7],
    ['nothing at a bound itself', 0.7, 8],
  ])('asks for %s', (_, value, to) => {
    expect(decide({ cpu_utilization: value }).to).toBe(to);
  });

  it('counts instances that still start as part of what it adds', () => {
    expect(decide({ cpu_utilization: 0.95 }, config, 6)).toMatchObject({ to: 9 });
    expect(decide({ cpu_utilization: 0.95 }, config, 4)).toMatchObject({ to: 8, action: 'none' });
  });

  it('removes nothing while another metric has not asked for it, or is missing', () => {
    const both = {
      ...config,
      metrics: founding.metrics.slice(0, 2),
      steps: [...steps, row(-1, { metric: 'memory_utilization', below: 0.2 })],
    };
    expect(decide({ cpu_utilization: 0.2, memory_utilization: 0.5 }, both).to).toBe(8);
    expect(decide({ cpu_utilization: 0.2, memory_utilization: 0.1 }, both).to).toBe(7);
    expect(decide({ cpu_utilization: 0.2 }, both)).toMatchObject({
      to: 8,
      limit: { kind: 'missing', metrics: ['memory_utilization'] },
    });
  });

  it('makes a table of the thresholds where there is none', () => {
    const { steps: _, ...plain } = config;
    const counts = [0.2, 0.5, 0.75, 0.9, 1.2].map((value) => decide({ cpu_utilization: value }, plain).to);
    expect(counts).toEqual([7, 8, 9, 10, 12]);
  });

  it('waits for the cooldown', () => {
    const state = { ...initialPolicyState, lastScaleUpMs: 0 };
    const observation = observe(8, { cpu_utilization: 0.75 });
    expect(step.decide(state, observation, config, 60_000).decision.limit).toMatchObject({ kind: 'cooldown' });
  });
});
