import type { ScalingPlan } from '@tsk/schemas/plan';
import { applyLimits, hold, type Proposal } from './limits.ts';
import { findSignal } from './observed.ts';
import type { Finding, Observation, PolicyState, PolicyStep, ScalingPolicy, SignalName } from './policy.ts';

/**
 * The founding document's `ScalabilityManager.autoScale`: one instance more while CPU or memory is over its target,
 * one fewer while both are under half of it. The count changes by one, so the factors of the policies play no part.
 */
export const thresholdStep: ScalingPolicy = {
  name: 'threshold_step',
  summary: 'Adds one instance while CPU or memory is over its target, removes one while both are under half of it.',
  decide: decideByThresholdStep,
};

function decideByThresholdStep(
  state: PolicyState,
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
): PolicyStep {
  const targets = targetsOf(config);
  const findings: readonly Finding[] = targets.flatMap(({ metric, bound }) => {
    const value = findSignal(observation, metric);
    return value === undefined ? [] : [{ metric, value, bound, unit: 'ratio' as const }];
  });
  const over = findings.filter(({ value, bound }) => value > bound);
  const under = findings.filter(({ value, bound }) => value < bound / 2);
  if (over.length > 0) return applyLimits(state, propose(observation, 1, over), config, nowMs);
  if (under.length === 0 || under.length < findings.length) {
    return applyLimits(state, propose(observation, 0, []), config, nowMs);
  }
  const missing = targets
    .map(({ metric }) => metric)
    .filter((metric) => !under.some((found) => found.metric === metric));
  const down = propose(observation, -1, under);
  return missing.length > 0
    ? hold(state, down, { kind: 'missing', metrics: missing })
    : applyLimits(state, down, config, nowMs);
}

function targetsOf(config: ScalingPlan): readonly { metric: SignalName; bound: number }[] {
  return [
    { metric: 'cpu_utilization', bound: config.thresholdStep.cpuRatio },
    { metric: 'memory_utilization', bound: config.thresholdStep.memoryRatio },
  ];
}

function propose(observation: Observation, step: -1 | 0 | 1, findings: readonly Finding[]): Proposal {
  const current = observation.currentInstances;
  const scores = { up: step === 1 ? 1 : 0, down: step === -1 ? 1 : 0 };
  const trigger = ({ '1': 'auto_cpu_memory', '0': 'no_reactive_action_needed', '-1': 'auto_low_utilization' } as const)[
    step
  ];
  return { current, wanted: current + step, trigger, findings, scores };
}
