import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import { hpa } from '../../../runtime/src/autoscale/policies/hpa.ts';
import {
  type Decision,
  initialPolicyState,
  type PolicyState,
  type Signals,
} from '../../../runtime/src/autoscale/policies/policy.ts';
import { founding, observe } from './founding.ts';

const metric = (name: MetricPlan['name']): MetricPlan => {
  const [found = founding.metrics[0]] = founding.metrics.filter((candidate) => candidate.name === name);
  if (found === undefined) throw new Error('the founding document has metrics');
  return { ...found, name };
};
const config = (...metrics: readonly MetricPlan[]): ScalingPlan => ({ ...founding, scoring: 'hpa', metrics });
const cpu = metric('cpu_utilization');

/** A state whose windows have nothing in them, so that a decision shows the formula alone. */
const rested: PolicyState = { ...initialPolicyState, hpa: { recommendations: [], ups: [], downs: [] } };

function decide(count: number, signals: Signals, plan: ScalingPlan, ready = count): Decision {
  return hpa.decide(rested, { ...observe(count, signals), readyInstances: ready }, plan, 0).decision;
}

describe('the rule hpa', () => {
  it.each([
    { name: 'brings CPU to its target', count: 6, value: 0.9, to: 8 },
    { name: 'leaves alone what is within a tenth', count: 6, value: 0.76, to: 6 },
    { name: 'goes down to what is needed', count: 6, value: 0.3, to: 3 },
    {
      name: 'cuts the percentage to a whole one first: 77.9 % is 77 %, which is within a tenth',
      count: 10,
      value: 0.7794,
      to: 10,
    },
    { name: 'at most doubles, or adds four', count: 6, value: 3, to: 12 },
    { name: 'keeps the maximum', count: 16, value: 1, to: 20 },
    { name: 'keeps the minimum', count: 4, value: 0.01, to: 2 },
  ])('$name', ({ count, value, to }) => {
    expect(decide(count, { cpu_utilization: value }, config(cpu)).to).toBe(to);
  });

  it.each([
    { name: 'requests are of one instance', metric: { ...metric('request_rate'), high: 100 }, value: 950, to: 10 },
    { name: 'a response time is of the service', metric: metric('response_time'), value: 3000, to: 9 },
    {
      name: 'the share of errors is of the service',
      metric: { ...metric('error_rate'), high: 0.05 },
      value: 0.1,
      to: 12,
    },
  ])('takes the target as its kind wants: $name', ({ metric: only, value, to }) => {
    expect(decide(6, { [only.name]: value }, config(only)).to).toBe(to);
  });

  it('follows the metric that asks for most, and names it first', () => {
    const plan = config(cpu, metric('response_time'));
    const decision = decide(6, { cpu_utilization: 0.8, response_time: 3000 }, plan);
    expect(describeDecision(decision)).toBe(
      'from 6 to 9: response_time 3 s against 2 s, cpu_utilization 80 % against 70 %',
    );
  });

  it('does not answer a load twice while instances start', () => {
    const ready = [8, 7, 6, 3];
    expect(ready.map((instances) => decide(8, { cpu_utilization: 0.95 }, config(cpu), instances).to)).toEqual([
      11, 10, 8, 8,
    ]);
  });

  it('does not go down while a metric is missing', () => {
    const decision = decide(6, { cpu_utilization: 0.1 }, config(cpu, metric('response_time')));
    expect(describeDecision(decision)).toBe(
      'would be 1, held at 6 by signals that were not observed (response_time): cpu_utilization 10 % against 70 %',
    );
  });

  it('changes nothing while no instance is ready', () => {
    expect(decide(6, { response_time: 0 }, config(metric('response_time')), 0).to).toBe(6);
  });

  it('goes down only after five minutes without a higher count, the first five included', () => {
    const plan = config(cpu);
    let state = initialPolicyState;
    const counts = Array.from({ length: 24 }, (_, tick) => {
      const step = hpa.decide(state, observe(6, { cpu_utilization: 0.3 }), plan, tick * 15_000);
      ({ state } = step);
      return step.decision.to;
    });
    expect(counts.indexOf(3)).toBe(300 / 15);
    expect(counts.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 6));
  });

  it('says which window or pace holds it', () => {
    const held = hpa.decide(initialPolicyState, observe(6, { cpu_utilization: 0.3 }), config(cpu), 0).decision;
    expect(describeDecision(held)).toBe(
      'would be 3, held at 6 by the stabilisation window: cpu_utilization 30 % against 70 %',
    );
    const paced = decide(6, { cpu_utilization: 3 }, config(cpu));
    expect(describeDecision(paced)).toContain(
      'limited to 12 by the pace of scale_up, which allows 12 now, would be 26',
    );
  });
});
