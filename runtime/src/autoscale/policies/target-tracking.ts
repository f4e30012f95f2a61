import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import { applyLimits, hold, type Proposal } from './limits.ts';
import { isShared, type ObservedMetric, observeMetrics } from './observed.ts';
import type { Finding, Limit, Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';

/** How long the metrics must have been over their target before instances are added, and under it before any are removed. */
const OUT_AFTER_MS = 3 * 60_000;
const IN_AFTER_MS = 15 * 60_000;

/** Under its target is a metric only below this share of it. */
const LOW_SHARE = 0.9;

/** Keeps `ceil` from counting an instance for the last bit of a division. */
const ROUNDING_SLACK = 1e-9;

/**
 * Target tracking as AWS Application Auto Scaling has it: each metric with `threshold_high` as its target, in proportion, the
 * greatest wish counts; up after three minutes over a target, down after a quarter of an hour with all of them below nine
 * tenths of it. What instances share is the share of one of them. Instances that still start count as capacity.
 */
export const targetTracking: ScalingPolicy = {
  name: 'target_tracking',
  summary: 'Keeps every metric at its target, in proportion: up after three minutes, down after fifteen.',
  decide: decideByTarget,
};

function decideByTarget(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep {
  const { observed, missing } = observeMetrics(config.metrics, observation);
  const { currentInstances: current, readyInstances: ready } = observation;
  const wishes = ready === 0 ? [] : observed.map((metric) => wishOf(metric, current, ready));
  const over = wishes.filter(({ ratio }) => ratio > 1);
  const low = wishes.length > 0 && wishes.every(({ ratio }) => ratio < LOW_SHARE);
  const { aboveSinceMs, belowSinceMs } = state.tracking;
  const tracking = {
    aboveSinceMs: over.length > 0 ? Math.min(aboveSinceMs ?? nowMs, nowMs) : null,
    belowSinceMs: low && missing.length === 0 ? Math.min(belowSinceMs ?? nowMs, nowMs) : null,
  };
  const next: PolicyState = { ...state, tracking };
  const proposal = propose(wishes, current, over.length > 0, low);
  if (proposal.wanted === current) return hold(next, proposal, null);
  if (proposal.wanted < current && missing.length > 0) {
    return hold(next, proposal, { kind: 'missing', metrics: missing.map(({ name }) => name) });
  }
  const leftMs =
    proposal.wanted > current
      ? OUT_AFTER_MS - (nowMs - (tracking.aboveSinceMs ?? nowMs)) - config.intervalMs
      : IN_AFTER_MS - (nowMs - (tracking.belowSinceMs ?? nowMs)) - config.intervalMs;
  const waiting: Limit = { kind: 'stabilisation', leftMs };
  return leftMs > 0 ? hold(next, proposal, waiting) : applyLimits(next, proposal, config, nowMs);
}

interface Wish {
  readonly finding: Finding;
  /** Value over target. */
  readonly ratio: number;
  readonly instances: number;
}

/** The load that the ready instances bear, shared out so that each is at its target. */
function wishOf({ metric, value }: ObservedMetric, current: number, ready: number): Wish {
  const ratio = loadOf(metric, value, ready) / metric.high;
  const finding = { metric: metric.name, value, bound: metric.high, unit: metric.unit };
  const proportional = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(ready * ratio - ROUNDING_SLACK));
  return { finding, ratio, instances: ratio > 1 ? Math.max(current, proportional) : Math.min(current, proportional) };
}

function loadOf(metric: MetricPlan, value: number, ready: number): number {
  return isShared(metric) ? value / ready : value;
}

function propose(wishes: readonly Wish[], current: number, up: boolean, down: boolean): Proposal {
  const ratio = Math.max(0, ...wishes.map((wish) => wish.ratio));
  const scores = { up: Math.max(0, ratio - 1), down: wishes.length > 0 ? Math.max(0, 1 - ratio) : 0 };
  const wanted = up || down ? Math.max(...wishes.map(({ instances }) => instances)) : current;
  const speaking = wishes.filter((wish) => (wanted > current ? wish.ratio > 1 : true));
  const findings = speaking.toSorted((a, b) => b.ratio - a.ratio).map(({ finding }) => finding);
  if (wanted === current) {
    return { current, wanted, trigger: 'no_reactive_action_needed', findings: [], scores };
  }
  return { current, wanted, trigger: wanted > current ? 'reactive_high_load' : 'reactive_low_load', findings, scores };
}
