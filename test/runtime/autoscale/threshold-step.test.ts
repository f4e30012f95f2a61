import { describe, expect, it } from 'vitest';
import { initialPolicyState } from '../../../runtime/src/autoscale/policies/policy.ts';
import { thresholdStep } from '../../../runtime/src/autoscale/policies/threshold-step.ts';
import { founding, observe } from './founding.ts';

function decide(instances: number, cpu: number | undefined, memory: number | undefined) {
  const signals = {
    ...(cpu === undefined ? {} : { cpu_utilization: cpu }),
    ...(memory === undefined ? {} : { memory_utilization: memory }),
  };
  return thresholdStep.decide(initialPolicyState, observe(instances, signals), founding, 0).decision;
}

describe('one step at a threshold', () => {
  it.each([
    { cpu: 0.71, memory: 0.1, to: 6, trigger: 'auto_cpu_memory' },
    { cpu: 0.1, memory: 0.81, to: 6, trigger: 'auto_cpu_memory' },
    { cpu: 0.7, memory: 0.8, to: 5, trigger: 'no_reactive_action_needed' },
    { cpu: 0.34, memory: 0.39, to: 4, trigger: 'auto_low_utilization' },
    { cpu: 0.35, memory: 0.39, to: 5, trigger: 'no_reactive_action_needed' },
    { cpu: 0.34, memory: 0.4, to: 5, trigger: 'no_reactive_action_needed' },
    { cpu: 0.9, memory: undefined, to: 6, trigger: 'auto_cpu_memory' },
    { cpu: undefined, memory: undefined, to: 5, trigger: 'no_reactive_action_needed' },
  ])('5 instances at CPU $cpu and memory $memory become $to', ({ cpu, memory, to, trigger }) => {
    expect(decide(5, cpu, memory)).toMatchObject({ to, trigger });
  });

  it('does not shrink on half of the picture', () => {
    expect(decide(5, 0.01, undefined)).toMatchObject({
      action: 'none',
      limit: { kind: 'missing', metrics: ['memory_utilization'] },
    });
  });

  it('keeps the bounds', () => {
    expect(decide(20, 1, 1)).toMatchObject({ to: 20, limit: { kind: 'maximum', instances: 20 } });
    expect(decide(2, 0, 0)).toMatchObject({ to: 2, limit: { kind: 'minimum', instances: 2 } });
  });
});
