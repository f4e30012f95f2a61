import type { ScalingPlan, SloPlan } from '@tsk/schemas/plan';
import { bearableRate, type InstanceModel } from '../capacity/instance-model.ts';
import { arrivalRate } from '../slo/arrivals.ts';
import { watchDemand } from '../slo/demand-watch.ts';
import { instanceModelOf, learnInstance } from '../slo/instance-estimate.ts';
import { type DemandOutlook, leastCost, riskWith } from '../slo/least-cost.ts';
import type { SloMemory } from '../slo/memory.ts';
import { applyBounds, hold, type Proposal } from './limits.ts';
import { findSignal } from './observed.ts';
import type { CapacityBasis, Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';
import { highestWithin } from './stabilise.ts';

/** What the rule goes by where a plan does not say. */
export const defaultSlo: SloPlan = {
  workers: 10,
  serviceTimeMs: null,
  waitMs: 500,
  lateRatio: 0.01,
  violationCost: 0.5,
  startUpMs: 120_000,
  holdMs: 120_000,
};

/** Share of the slope of the last minute that a forecast runs on with: load turns more often than it runs on. */
export const TREND_SHARE = 0.1;

/** No service is thought of as larger than this. */
const MOST_INSTANCES = 10_000;

/** Demand below this share of what one instance bears is taken for as much: ratios of next to nothing say nothing. */
const LEAST_SHARE = 0.2;

/**
 * Capacity from an objective: how many instances it takes for requests not to wait too long (Erlang's C formula), for a demand
 * that is forecast as far ahead as a start takes; and as many more as the risk of being wrong is worth. That risk is known
 * from how the forecasts of the last hours turned out, and its price is what a bad minute costs, in instance-hours.
 */
export const slo: ScalingPolicy = {
  name: 'slo',
  summary: 'Takes the count at which instances and the risk of late requests cost least together.',
  decide: (state, observation, config, nowMs) => decideBySlo(state, observation, config, nowMs, TREND_SHARE),
};

/** The rule with another share of the slope in its forecasts. */
export function decideBySlo(
  state: PolicyState,
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
  trendShare: number,
): PolicyStep {
  const { currentInstances: current, readyInstances: ready } = observation;
  const ended = findSignal(observation, 'request_rate');
  if (ended === undefined || ready === 0) {
    const idle = proposalOf(current, current, { up: current, down: current });
    return hold(state, idle, { kind: 'missing', metrics: ['request_rate'] });
  }
  const { memory, model, outlooks, basis } = reckon(state.slo, observation, ended, config, nowMs, trendShare);
  const { violationCost, holdMs } = config.slo ?? defaultSlo;
  const up = leastCost(model, outlooks.ahead, violationCost, MOST_INSTANCES);
  const meanwhile = leastCost(model, outlooks.meanwhile, violationCost, MOST_INSTANCES);
  const down = Math.max(up, meanwhile);
  const kept = highestWithin(state.slo.recommendations, down, holdMs, nowMs);
  const next: PolicyState = { ...state, slo: { ...memory, recommendations: kept.recommendations } };

  const wanted = up > current ? up : Math.min(current, down);
  const held = wanted < current ? Math.min(current, kept.instances) : wanted;
  const riskThen = riskWith(model, wanted > current ? outlooks.ahead : outlooks.meanwhile, wanted);
  const proposal = { ...proposalOf(current, wanted, { up, down }), basis: { ...basis, riskThen } };
  return held === current && wanted < current
    ? hold(next, proposal, { kind: 'stabilisation', leftMs: kept.leftMs })
    : applyBounds(next, { ...proposal, wanted: held }, config, nowMs);
}

interface Reckoning {
  readonly memory: Omit<SloMemory, 'recommendations'>;
  readonly model: InstanceModel;
  readonly outlooks: { readonly ahead: DemandOutlook; readonly meanwhile: DemandOutlook };
  readonly basis: Omit<CapacityBasis, 'riskThen'>;
}

/** Takes note of what is seen, and makes of it what an instance bears and what is to come. */
function reckon(
  before: SloMemory,
  observation: Observation,
  ended: number,
  config: ScalingPlan,
  nowMs: number,
  trendShare: number,
): Reckoning {
  const { currentInstances: current, readyInstances: ready } = observation;
  const settings = config.slo ?? defaultSlo;
  const { intervalMs } = config;
  const responseMs = findSignal(observation, 'response_time');
  const cpu = findSignal(observation, 'cpu_utilization') ?? 0;
  const instance = learnInstance(before.instance, { ready, rate: ended, responseMs, cpu }, settings);
  const model = instanceModelOf(instance, settings);
  const inService = findSignal(observation, 'connections');
  const flow = { ended, inService, workers: model.workers * ready };
  const arrivals = arrivalRate(flow, before.inService, { intervalMs, nowMs });
  const seenMs = observation.startUpMs ?? 0;
  const horizonMs = (seenMs > 0 ? seenMs : settings.startUpMs) + intervalMs;
  const leastRate = LEAST_SHARE * bearableRate(model, 1);
  const times = { horizonMs, nowMs, intervalMs };
  const { watch, forecast } = watchDemand(before.demand, { rate: arrivals, leastRate, trendShare }, times);
  const meanwhile = { forecast, errors: watch.meanwhile };
  return {
    memory: {
      instance,
      demand: watch,
      inService: inService === undefined ? null : { atMs: nowMs, requests: inService },
    },
    model,
    outlooks: { ahead: { forecast, errors: watch.ahead }, meanwhile },
    basis: {
      arrivals,
      forecast,
      horizonMs,
      capacity: bearableRate(model, current),
      risk: riskWith(model, meanwhile, current),
    },
  };
}

function proposalOf(current: number, wanted: number, asked: { readonly up: number; readonly down: number }): Proposal {
  const trigger =
    wanted === current ? 'no_reactive_action_needed' : wanted > current ? 'reactive_high_load' : 'reactive_low_load';
  const whole = Math.max(1, current);
  const scores = { up: Math.max(0, asked.up / whole - 1), down: Math.max(0, 1 - asked.down / whole) };
  return { current, wanted, trigger, findings: [], scores };
}
