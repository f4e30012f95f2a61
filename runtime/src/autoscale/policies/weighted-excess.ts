import type { ScalingPlan } from '@tsk/schemas/plan';
import { applyLimits, cooldownLeftMs, type Proposal } from './limits.ts';
import { type ObservedMetric, observeMetrics } from './observed.ts';
import type { Finding, Observation, PolicyState, PolicyStep, ScalingPolicy, Scores } from './policy.ts';

/** The score that a direction must exceed. */
const TRIGGER_SCORE = 0.5;

/**
 * The founding document's `evaluateReactiveScaling`: how far each metric is past its threshold, as a share of the
 * threshold, weighted and averaged; above 0.5 the count is multiplied by the direction's factor, rounded away from
 * the current count. Up is looked at first; while up cools down, down may act.
 */
export const weightedExcess: ScalingPolicy = {
  name: 'weighted_excess',
  summary: 'Multiplies the count by a factor when the weighted excess over the thresholds passes 0.5.',
  decide: decideByWeightedExcess,
};

function decideByWeightedExcess(
  state: PolicyState,
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
): PolicyStep {
  const proposals = propose(observation, config);
  const up = proposals.scores.up > TRIGGER_SCORE;
  const down = proposals.scores.down > TRIGGER_SCORE;
  if (up && (!down || cooldownLeftMs(state, config, 'scale_up', nowMs) === 0)) {
    return applyLimits(state, proposals.up, config, nowMs);
  }
  return applyLimits(state, down ? proposals.down : proposals.none, config, nowMs);
}

interface Proposals {
  readonly scores: Scores;
  readonly up: Proposal;
  readonly down: Proposal;
  readonly none: Proposal;
}

function propose(observation: Observation, config: ScalingPlan): Proposals {
  const { observed, missing } = observeMetrics(config.metrics, observation);
  const current = observation.currentInstances;
  const above = observed.map(highExcess).filter(isPositive);
  const below = observed.map(lowExcess).filter(isPositive);
  const observedWeight = sum(observed.map(({ metric }) => metric.weight));
  const missingWeight = sum(missing.map((metric) => metric.weight));
  const scores = {
    up: average(above, observedWeight),
    // A metric that was not observed counts as one that is not low, so that its absence cannot shrink the service.
    down: average(below, observedWeight + missingWeight),
  };
  const common = { current, scores };
  return {
    scores,
    up: {
      ...common,
      wanted: Math.ceil(current * config.scaleUp.factor),
      trigger: 'reactive_high_load',
      findings: strongestFirst(above),
    },
    down: {
      ...common,
      wanted: Math.floor(current * config.scaleDown.factor),
      trigger: 'reactive_low_load',
      findings: strongestFirst(below),
    },
    none: { ...common, wanted: current, trigger: 'no_reactive_action_needed', findings: [] },
  };
}

interface Excess {
  readonly finding: Finding;
  /** Weight times the relative distance past the threshold; 0 where it is not past it. */
  readonly score: number;
}

function highExcess({ metric, value }: ObservedMetric): Excess {
  const finding = { metric: metric.name, value, bound: metric.high, unit: metric.unit };
  return { finding, score: value > metric.high ? metric.weight * relativeDistance(value, metric.high) : 0 };
}

function lowExcess({ metric, value }: ObservedMetric): Excess {
  const finding = { metric: metric.name, value, bound: metric.low, unit: metric.unit };
  return { finding, score: value < metric.low ? metric.weight * relativeDistance(value, metric.low) : 0 };
}

/** Of a threshold of 0 there is no share; whatever is past it counts as once past it. */
function relativeDistance(value: number, threshold: number): number {
  return threshold > 0 ? Math.abs(value - threshold) / threshold : 1;
}

function average(excesses: readonly Excess[], totalWeight: number): number {
  return totalWeight > 0 ? sum(excesses.map(({ score }) => score)) / totalWeight : 0;
}

function strongestFirst(excesses: readonly Excess[]): readonly Finding[] {
  return excesses.toSorted((a, b) => b.score - a.score).map(({ finding }) => finding);
}

function isPositive(excess: Excess): boolean {
  return excess.score > 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
