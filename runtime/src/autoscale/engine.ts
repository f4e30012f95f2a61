import type { ScalingPlan } from '@tsk/schemas/plan';
import { growFirst } from './grow-first.ts';
import { recordOf, recordOfSizing, remember, type ScalingRecord } from './history.ts';
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
import { type SizeMemory, stepSize } from './vertical/step-size.ts';

/** All that the engine carries from one evaluation to the next; plain data, so that a run can be saved and replayed. */
export interface EngineState {
  readonly policy: PolicyState;
  /** Changes of the count, oldest first and bounded. They decide nothing. */
  readonly history: readonly ScalingRecord[];
  /** What forecasts are made from, oldest first and bounded; empty where none are made. */
  readonly demand: readonly DemandPoint[];
  /** What sizes are recommended from; absent where none are. */
  readonly sizes?: SizeMemory;
}

/** A decision and the state to hand in next time. */
export interface EngineStep {
  readonly state: EngineState;
  readonly decision: Decision;
}

/** The state before the first evaluation. */
export const initialEngineState: EngineState = { policy: initialPolicyState, history: [], demand: [] };

/**
 * One evaluation of the scaling configuration: the single place where it is decided how many instances there should be, and
 * how large they should be. Pure; the caller brings the observation and the time, and carries the decision out.
 */
export function stepEngine(
  state: EngineState,
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
): EngineStep {
  const step = withSize(decideCount(state, observation, config, nowMs), observation, config, nowMs);
  const { decision } = step;
  if (!config.enabled || decision.trigger === 'outside_bounds' || decision.action === 'none') return step;
  const record = recordOf(decision, decision.action, observation.signals, nowMs);
  return { ...step, state: { ...step.state, history: remember(step.state.history, record) } };
}

function decideCount(state: EngineState, observation: Observation, config: ScalingPlan, nowMs: number): EngineStep {
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
  return { state: { ...state, policy: step.state, demand }, decision };
}

/** The step with what is said of the size of instances, where a size is recommended; under `hybrid`, a larger size takes its part. */
function withSize(step: EngineStep, observation: Observation, config: ScalingPlan, nowMs: number): EngineStep {
  const { vertical } = config;
  const { sizes, signals } = observation;
  if (vertical === undefined || sizes === undefined) return step;
  const sized = stepSize(step.state.sizes ?? null, sizes, vertical, nowMs);
  const alone = { decision: step.decision, sizing: sized.sizing };
  const { decision, sizing } = vertical.mode === 'hybrid' ? growFirst(alone, sizes, vertical) : alone;
  const state = { ...step.state, sizes: sized.memory };
  const isNews = sizing.next !== null || sized.isNewAdvice;
  const next = { state, decision: { ...decision, sizing } };
  if (!isNews) return next;
  const record = recordOfSizing(sizing, observation.currentInstances, signals, nowMs);
  return { ...next, state: { ...state, history: remember(state.history, record) } };
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
