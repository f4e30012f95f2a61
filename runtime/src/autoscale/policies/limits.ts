import type { ScalingPlan, ScalingPolicyPlan } from '@tsk/schemas/plan';
import type {
  CapacityBasis,
  Decision,
  Direction,
  Finding,
  Limit,
  PolicyState,
  PolicyStep,
  Scores,
  Trigger,
} from './policy.ts';

/** Lowest and highest count of instances that a step may lead to. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** What a rule asks for, before cooldowns and bounds. */
export interface Proposal {
  readonly current: number;
  readonly wanted: number;
  readonly trigger: Trigger;
  readonly findings: readonly Finding[];
  readonly scores: Scores;
  readonly basis?: CapacityBasis;
}

/** The bounds of a direction: its own, kept within those of scaling as a whole. Where its own contradict each other, its maximum stands. */
export function boundsOf(config: ScalingPlan, direction: Direction): Bounds {
  const policy = policyOf(config, direction);
  const max = Math.max(config.minInstances, Math.min(config.maxInstances, policy.maxInstances));
  return { min: Math.min(Math.max(config.minInstances, policy.minInstances), max), max };
}

/** Milliseconds until the direction may act again; 0 where it may now, which includes the very end of the cooldown. */
export function cooldownLeftMs(state: PolicyState, config: ScalingPlan, direction: Direction, nowMs: number): number {
  const last = direction === 'scale_up' ? state.lastScaleUpMs : state.lastScaleDownMs;
  if (last === null) return 0;
  return Math.max(0, last + policyOf(config, direction).cooldownMs - nowMs);
}

/** The state after a step in a direction: its cooldown starts. */
export function startCooldown(state: PolicyState, direction: Direction, nowMs: number): PolicyState {
  return direction === 'scale_up' ? { ...state, lastScaleUpMs: nowMs } : { ...state, lastScaleDownMs: nowMs };
}

/** Makes a decision of a proposal: holds it while its direction cools down, keeps it in bounds, starts the cooldown where it acts. */
export function applyLimits(state: PolicyState, proposal: Proposal, config: ScalingPlan, nowMs: number): PolicyStep {
  const { current, wanted } = proposal;
  if (wanted === current) return hold(state, proposal, null);
  const direction: Direction = wanted > current ? 'scale_up' : 'scale_down';
  const leftMs = cooldownLeftMs(state, config, direction, nowMs);
  if (leftMs > 0) return hold(state, proposal, { kind: 'cooldown', direction, leftMs });
  return applyBounds(state, proposal, config, nowMs);
}

/** As `applyLimits`, for rules that know no cooldown: only the bounds hold. A cooldown starts all the same, for forecasts. */
export function applyBounds(state: PolicyState, proposal: Proposal, config: ScalingPlan, nowMs: number): PolicyStep {
  const { current, wanted } = proposal;
  if (wanted === current) return hold(state, proposal, null);
  const direction: Direction = wanted > current ? 'scale_up' : 'scale_down';
  const bounds = boundsOf(config, direction);
  const bounded = Math.min(bounds.max, Math.max(bounds.min, wanted));
  // A bound stops a step; it never turns one around.
  const to = direction === 'scale_up' ? Math.max(current, bounded) : Math.min(current, bounded);
  const limit = boundLimit(to, wanted, bounds);
  if (to === current) return hold(state, proposal, limit);
  return { state: startCooldown(state, direction, nowMs), decision: decisionOf(proposal, direction, to, limit) };
}

/** The step that changes nothing, with the limit that is to blame, if one is. */
export function hold(state: PolicyState, proposal: Proposal, limit: Limit | null): PolicyStep {
  return { state, decision: decisionOf(proposal, 'none', proposal.current, limit) };
}

/** A count below what was wanted is the work of the maximum, one above it that of the minimum, in either direction. */
function boundLimit(to: number, wanted: number, bounds: Bounds): Limit | null {
  if (to === wanted) return null;
  return to < wanted ? { kind: 'maximum', instances: bounds.max } : { kind: 'minimum', instances: bounds.min };
}

function decisionOf(proposal: Proposal, action: Decision['action'], to: number, limit: Limit | null): Decision {
  const { current, wanted, trigger, findings, scores, basis } = proposal;
  const decision = { action, from: current, to, wanted, trigger, findings, limit, scores };
  return basis === undefined ? decision : { ...decision, basis };
}

function policyOf(config: ScalingPlan, direction: Direction): ScalingPolicyPlan {
  return direction === 'scale_up' ? config.scaleUp : config.scaleDown;
}
