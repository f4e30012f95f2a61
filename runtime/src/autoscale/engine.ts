import type { ScalingPlan } from '@tsk/schemas/plan';
import { recordOf, remember, type ScalingRecord } from './history.ts';
import { getScalingPolicy } from './policies/index.ts';
import { startCooldown } from './policies/limits.ts';
import {
  type Decision,
  type Direction,
  initialPolicyState,
  type Observation,
  type PolicyState,
} from './policies/policy.ts';
import { anticipate } from './predictive/anticipate.ts';
import type { DemandPoint } from './predictive/demand.ts';
import { lookAhead } from './predictive/outlook.ts';

/** All that the engine carries from one evaluation to the next; plain data, so that a run can be saved and replayed. */
export interface EngineState {
  readonly policy: PolicyState;
  /** Changes of the count, oldest first and bounded. They decide nothing. */
  readonly history: readonly ScalingRecord[];
  /** What forecasts are made from, oldest first and bounded; empty where none are made. */
  readonly demand: readonly DemandPoint[];
}

/** A decision and the state to hand in next time. */
export interface EngineStep {
  readonly state: EngineState;
  readonly decision: Decision;
}

/** The state before the first evaluation. */
export const initialEngineState: EngineState = { policy: initialPolicyState, history: [], demand: [] };

/**
 * One evaluation of the scaling configuration: the single place where it is decided how many instances there should be.
 * Pure; the caller brings the observation and the time, and carries the decision out.
 */
export function stepEngine(
  state: EngineState,
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
): EngineStep {
  if (!config.enabled) return { state, decision: decideFixed(observation, config, 'auto_scaling_disabled') };
  const { outlook, demand } = config.predictive.enabled
    ? lookAhead(state.demand, observation, config, nowMs)
    : { outlook: null, demand: state.demand };
  const { currentInstances } = observation;
  if (currentInstances < config.minInstances || currentInstances > config.maxInstances) {
    return { state: { ...state, demand }, decision: decideFixed(observation, config, 'outside_bounds') };
  }

  const reactive = getScalingPolicy(config.scoring).decide(state.policy, observation, config, nowMs);
  const decides = outlook !== null && config.strategy === 'predictive';
  const step = decides ? anticipate(state.policy, reactive, outlook, config, nowMs) : reactive;
  const decision = outlook === null ? step.decision : { ...step.decision, outlook };
  const next = { ...state, policy: step.state, demand };
  if (decision.action === 'none') return { state: next, decision };
  const record = recordOf(decision, decision.action, observation.signals, nowMs);
  return { state: { ...next, history: remember(state.history, record) }, decision };
}

/**
 * The state after somebody changed the count by hand: the cooldown of that direction starts, as after a decision. `change` is
 * what is remembered of it.
 */
export function recordManualChange(
  state: EngineState,
  direction: Direction,
  nowMs: number,
  change?: Pick<ScalingRecord, 'from' | 'to' | 'reason' | 'signals'>,
): EngineState {
  const policy = startCooldown(state.policy, direction, nowMs);
  if (change === undefined) return { ...state, policy };
  const record: ScalingRecord = { atMs: nowMs, action: direction, by: 'hand', ...change, forecast: null };
  return { ...state, policy, history: remember(state.history, record) };
}

/** The count that the configuration leaves no choice about: without scaling the minimum, otherwise the nearest bound. */
function decideFixed(
  { currentInstances: from }: Observation,
  config: ScalingPlan,
  trigger: 'auto_scaling_disabled' | 'outside_bounds',
): Decision {
  const to = config.enabled && from > config.maxInstances ? config.maxInstances : config.minInstances;
  const action = to > from ? 'scale_up' : to < from ? 'scale_down' : 'none';
  return { action, from, to, wanted: to, trigger, findings: [], limit: null, scores: { up: 0, down: 0 } };
}
