import type { ScalingPlan, StepPlan } from '@tsk/schemas/plan';
import { applyLimits, hold, type Proposal } from './limits.ts';
import { observeMetrics } from './observed.ts';
import type { Finding, Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';

/**
 * Step scaling: a table of ranges, each with the change that it asks for, so that a great breach is answered more strongly than
 * a small one. The greatest addition counts; where none is asked for, the least removal, and only where every metric that
 * takes part asks for one. Instances that still start count as part of what is added.
 */
export const step: ScalingPolicy = {
  name: 'step',
  summary: 'Adds and removes what a table says for the range that a metric is in.',
  decide: decideByStep,
};

/** An addition or a removal that a row of the table asks for at present. */
interface Asked {
  readonly finding: Finding;
  readonly wanted: number;
}

function decideByStep(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep {
  const { observed, missing } = observeMetrics(config.metrics, observation);
  const { currentInstances: current, readyInstances } = observation;
  const ready = Math.min(current, readyInstances);
  const rows = stepsOf(config);
  const asked = observed.map(({ metric, value }) => {
    const holding = rows.filter((row) => row.metric === metric.name && holds(row, value));
    return holding.map((row): Asked => {
      const bound = (row.change > 0 ? row.above : row.below) ?? row.above ?? row.below ?? metric.high;
      return {
        finding: { metric: metric.name, value, bound, unit: metric.unit },
        wanted: row.change > 0 ? Math.max(current, ready + changeOf(row, ready)) : current - changeOf(row, current),
      };
    });
  });
  const ups = asked.flat().filter(({ wanted }) => wanted > current);
  if (ups.length > 0) {
    return applyLimits(state, propose(current, Math.max(...ups.map(({ wanted }) => wanted)), ups), config, nowMs);
  }
  const downs = asked.map((wishes) => wishes.filter(({ wanted }) => wanted < current));
  if (downs.length === 0 || downs.some((wishes) => wishes.length === 0)) {
    return applyLimits(state, propose(current, current, []), config, nowMs);
  }
  const all = downs.flat();
  const proposal = propose(current, Math.max(...all.map(({ wanted }) => wanted)), all);
  return missing.length > 0
    ? hold(state, proposal, { kind: 'missing', metrics: missing.map(({ name }) => name) })
    : applyLimits(state, proposal, config, nowMs);
}

/** Without a table, one is made of the thresholds: one instance at `high`, a quarter and a half of them further up. */
function stepsOf({ metrics, steps }: ScalingPlan): readonly StepPlan[] {
  if (steps !== undefined && steps.length > 0) return steps;
  return metrics.flatMap(({ name: metric, high, low }): readonly StepPlan[] => [
    { metric, above: high, below: null, change: 1, unit: 'instances' },
    { metric, above: high * 1.25, below: null, change: 25, unit: 'percent' },
    { metric, above: high * 1.5, below: null, change: 50, unit: 'percent' },
    { metric, above: null, below: low, change: -1, unit: 'instances' },
  ]);
}

function holds({ above, below }: StepPlan, value: number): boolean {
  return (above === null || value > above) && (below === null || value < below);
}

/** Whole instances, at least one; a percentage is rounded away from zero. */
function changeOf({ change, unit }: StepPlan, count: number): number {
  const size = Math.abs(change);
  return Math.max(1, unit === 'percent' ? Math.ceil((count * size) / 100 - 1e-9) : Math.round(size));
}

function propose(current: number, wanted: number, asked: readonly Asked[]): Proposal {
  const trigger =
    wanted === current ? 'no_reactive_action_needed' : wanted > current ? 'reactive_high_load' : 'reactive_low_load';
  const findings = wanted === current ? [] : asked.map(({ finding }) => finding);
  const scores = { up: wanted > current ? 1 : 0, down: wanted < current ? 1 : 0 };
  return { current, wanted, trigger, findings, scores };
}
