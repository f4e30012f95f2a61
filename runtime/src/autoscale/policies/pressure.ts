import type { ScalingPlan } from '@tsk/schemas/plan';
import { applyLimits, hold, type Proposal } from './limits.ts';
import { type ObservedMetric, observeMetrics } from './observed.ts';
import type { Finding, Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';
import { stabiliseDown } from './stabilise.ts';

/** How far a ratio may be from 1 before anything is done about it. */
const TOLERANCE = 0.1;

/** Keeps `ceil` from counting an instance for the last bit of a division. */
const ROUNDING_SLACK = 1e-9;

/**
 * Proportional scaling: each metric wants as many instances as would bring it to its target (`high`), and the one
 * that wants most gets its way. Weights order the reasons and nothing else, so none can mask a saturated metric.
 * On the way down, the count must have been enough for a whole `scale_down` cooldown.
 */
export const pressure: ScalingPolicy = {
  name: 'pressure',
  summary: 'Takes the count that brings the most pressing metric to its target, and is slow to give instances up.',
  decide: decideByPressure,
};

function decideByPressure(
  state: PolicyState,
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
): PolicyStep {
  const { observed, missing } = observeMetrics(config.metrics, observation);
  const demands = observed.map((metric) => demandOf(metric, observation));
  const proposal = propose(demands, observation.currentInstances);
  const shrinks = proposal.wanted < proposal.current;
  const blocked = shrinks && missing.length > 0;

  // What is recommended is also remembered where it is not acted on: a count that was needed lately is not given up.
  const recommended = blocked ? proposal.current : proposal.wanted;
  const stable = stabiliseDown(state, recommended, config.scaleDown.cooldownMs, nowMs);
  if (blocked) return hold(stable.state, proposal, { kind: 'missing', metrics: missing.map(({ name }) => name) });
  if (shrinks && stable.instances >= proposal.current) {
    return hold(stable.state, proposal, { kind: 'stabilisation', leftMs: stable.leftMs });
  }
  const wanted = shrinks ? stable.instances : proposal.wanted;
  return applyLimits(stable.state, { ...proposal, wanted }, config, nowMs);
}

/** What one metric asks for. */
interface Demand {
  readonly finding: Finding;
  readonly weight: number;
  /** Value over target: 1 is just right. */
  readonly ratio: number;
  readonly instances: number;
}

function demandOf({ metric, value }: ObservedMetric, observation: Observation): Demand {
  const ratio = ratioOf(value, metric.high);
  return {
    finding: { metric: metric.name, value, bound: metric.high, unit: metric.unit },
    weight: metric.weight,
    ratio,
    instances: instancesFor(ratio, observation),
  };
}

/** A target of 0 cannot be shared out: anything above it asks for twice as many. */
function ratioOf(value: number, target: number): number {
  if (target > 0) return value / target;
  return value > 0 ? 2 : 1;
}

/**
 * The ratio applies to the instances that bore the load, not to those that are still starting, so that one burst is not
 * answered twice; but too high a ratio never lowers the wanted count, nor too low a one raises it.
 */
function instancesFor(ratio: number, { currentInstances, readyInstances }: Observation): number {
  if (Math.abs(ratio - 1) <= TOLERANCE + ROUNDING_SLACK) return currentInstances;
  const proportional = Math.min(Math.ceil(readyInstances * ratio - ROUNDING_SLACK), Number.MAX_SAFE_INTEGER);
  return ratio > 1 ? Math.max(currentInstances, proportional) : Math.min(currentInstances, proportional);
}

function propose(demands: readonly Demand[], current: number): Proposal {
  const scores = scoresOf(demands);
  if (demands.length === 0) {
    return { current, wanted: current, trigger: 'no_reactive_action_needed', findings: [], scores };
  }
  const wanted = Math.max(...demands.map(({ instances }) => instances));
  if (wanted === current) return { current, wanted, trigger: 'no_reactive_action_needed', findings: [], scores };
  const trigger = wanted > current ? 'reactive_high_load' : 'reactive_low_load';
  const speaking = wanted > current ? demands.filter(({ instances }) => instances > current) : demands;
  const findings = speaking.toSorted((a, b) => b.weight * b.ratio - a.weight * a.ratio).map(({ finding }) => finding);
  return { current, wanted, trigger, findings, scores };
}

function scoresOf(demands: readonly Demand[]): { up: number; down: number } {
  if (demands.length === 0) return { up: 0, down: 0 };
  const ratio = Math.max(...demands.map((demand) => demand.ratio));
  return { up: Math.max(0, ratio - 1), down: Math.max(0, 1 - ratio) };
}
