import type { ScalingPlan } from '@tsk/schemas/plan';
import { stepKpa } from '../kpa/autoscaler.ts';
import { applyBounds, hold, type Proposal } from './limits.ts';
import { findSignal, isShared } from './observed.ts';
import type { Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';

/**
 * Knative's pod autoscaler, by the first of the metrics that instances share (requests, connections, a queue), with
 * `threshold_high` as what one of them should bear. Knative has no cooldowns; its windows do their work.
 */
export const kpa: ScalingPolicy = {
  name: 'kpa',
  summary: "Knative's pod autoscaler: the load of one instance over a minute, and over six seconds in a panic.",
  decide: decideAsKpa,
};

function decideAsKpa(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep {
  const { currentInstances: current } = observation;
  const steady: Proposal = {
    current,
    wanted: current,
    trigger: 'no_reactive_action_needed',
    findings: [],
    scores: { up: 0, down: 0 },
  };
  const metric = config.metrics.find((candidate) => candidate.enabled && isShared(candidate));
  if (metric === undefined) return hold(state, steady, null);
  const value = findSignal(observation, metric.name);
  if (value === undefined) return hold(state, steady, { kind: 'missing', metrics: [metric.name] });

  const ready = Math.min(observation.readyInstances, current);
  const { instances: wanted, memory } = stepKpa(state.kpa, value, metric.high, ready, nowMs);
  const next = { ...state, kpa: memory };
  if (wanted === current) return hold(next, steady, null);
  const ratio = wanted / Math.max(1, current);
  const proposal: Proposal = {
    current,
    wanted,
    trigger: wanted > current ? 'reactive_high_load' : 'reactive_low_load',
    findings: [{ metric: metric.name, value, bound: metric.high, unit: metric.unit }],
    scores: { up: Math.max(0, ratio - 1), down: Math.max(0, 1 - ratio) },
  };
  return applyBounds(next, proposal, config, nowMs);
}
