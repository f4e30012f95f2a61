import type { ScalingPlan } from '@tsk/schemas/plan';
import { configuredBehavior } from '../hpa/configured-behavior.ts';
import { recordEvent } from '../hpa/events.ts';
import { limitByBehavior } from '../hpa/limits.ts';
import { isWithin, type Tolerance } from '../hpa/usage-ratio.ts';
import { applyLimits, hold, type Proposal } from './limits.ts';
import { type ObservedMetric, observeMetrics } from './observed.ts';
import type { Finding, Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';
import { stabiliseDown } from './stabilise.ts';

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
  const { up, down } = configuredBehavior(config);
  const tolerance = { up: up.tolerance, down: down.tolerance };
  const demands = observed.map((metric) => demandOf(metric, observation, tolerance));
  const proposal = propose(demands, observation.currentInstances);
  const shrinks = proposal.wanted < proposal.current;
  const blocked = shrinks && missing.length > 0;

  // What is recommended is also remembered where it is not acted on: a count that was needed lately is not given up.
  const recommended = blocked ? proposal.current : proposal.wanted;
  const stable = stabiliseDown(
    state,
    recommended,
    config.scaleDown.pace?.windowMs ?? config.scaleDown.cooldownMs,
    nowMs,
  );
  if (blocked) return hold(stable.state, proposal, { kind: 'missing', metrics: missing.map(({ name }) => name) });
  if (shrinks && stable.instances >= proposal.current) {
    return hold(stable.state, proposal, { kind: 'stabilisation', leftMs: stable.leftMs });
  }
  const wanted = shrinks ? stable.instances : proposal.wanted;
  return pace(stable.state, { ...proposal, wanted }, config, nowMs);
}

/** The step as far as the configured pace of its direction lets it go; without one, as far as it is wanted. */
function pace(state: PolicyState, proposal: Proposal, config: ScalingPlan, nowMs: number): PolicyStep {
  const { current, wanted } = proposal;
  const direction = wanted > current ? 'scale_up' : 'scale_down';
  const configured = direction === 'scale_up' ? config.scaleUp.pace : config.scaleDown.pace;
  const limits =
    configured === undefined
      ? false
      : configured.select === 'disabled' || configured.pods !== null || configured.percent !== null;
  if (wanted === current || !limits) return applyLimits(state, proposal, config, nowMs);
  const behavior = configuredBehavior(config);
  const bounds = { min: 0, max: Number.POSITIVE_INFINITY };
  const { replicas } = limitByBehavior({ current, desired: wanted, ...bounds }, behavior, state.hpa, nowMs);
  if (replicas === current) return hold(state, proposal, { kind: 'pace', direction, instances: current });
  const step = applyLimits(state, { ...proposal, wanted: replicas }, config, nowMs);
  const change = step.decision.to - current;
  const { ups, downs } = step.state.hpa;
  const hpa = {
    ...step.state.hpa,
    ups: change > 0 ? recordEvent(ups, change, behavior.up, nowMs) : ups,
    downs: change < 0 ? recordEvent(downs, -change, behavior.down, nowMs) : downs,
  };
  const limit =
    step.decision.limit ?? (replicas === wanted ? null : { kind: 'pace' as const, direction, instances: replicas });
  return { state: { ...step.state, hpa }, decision: { ...step.decision, wanted, limit } };
}

/** What one metric asks for. */
interface Demand {
  readonly finding: Finding;
  readonly weight: number;
  /** Value over target: 1 is just right. */
  readonly ratio: number;
  readonly instances: number;
}

function demandOf({ metric, value }: ObservedMetric, observation: Observation, tolerance: Tolerance): Demand {
  const ratio = ratioOf(value, metric.high);
  return {
    finding: { metric: metric.name, value, bound: metric.high, unit: metric.unit },
    weight: metric.weight,
    ratio,
    instances: instancesFor(ratio, observation, tolerance),
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
function instancesFor(
  ratio: number,
  { currentInstances, readyInstances }: Observation,
  { up, down }: Tolerance,
): number {
  if (isWithin(ratio, { up: up + ROUNDING_SLACK, down: down + ROUNDING_SLACK })) return currentInstances;
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
