import type { ScalingPlan } from '@tsk/schemas/plan';
import { effectiveScaling } from '../autoscale/effective-scaling.ts';
import { type EngineState, initialEngineState, stepEngine } from '../autoscale/engine.ts';
import type { Decision, Signals } from '../autoscale/policies/policy.ts';
import { measureSignals } from '../autoscale/signals/index.ts';
import type { Sample } from '../autoscale/signals/signal.ts';
import { watchStartUps } from '../autoscale/start-ups.ts';
import { type Columns, emptyColumns } from './columns.ts';
import { SimulatedFleet } from './fleet.ts';
import { meanResponseMs, responseQuantileMs } from './latency.ts';
import type { Load } from './load.ts';
import { startMeasurement } from './measurement.ts';
import { modelSizes } from './model-sizes.ts';
import { consultOracle, type Oracle } from './oracle.ts';
import { queueModelOf, stepQueue } from './queue.ts';
import { objectiveRequirement, targetRequirement } from './requirement.ts';
import type { SimulatedPlan } from './simulated-plan.ts';
import { type Summary, summarize } from './summary.ts';

const hourMs = 3_600_000;

/** The utilisation of the second oracle where the plan has no target of its own. */
const USUAL_TARGET = 0.7;

/** No service is asked more often than this; it also stands for what is no number. */
const MOST_REQUESTS_PER_SECOND = 1e12;

/** One evaluation of the scaling rule within a simulation. */
export interface SimulatedDecision {
  /** Time since the start of the simulation. */
  readonly atMs: number;
  /** What was measured since the evaluation before. */
  readonly sample: Sample;
  readonly signals: Signals;
  readonly decision: Decision;
}

/** A plan under a load, from the first step to the last. */
export interface Simulation {
  readonly stepMs: number;
  readonly steps: number;
  readonly columns: Columns;
  /** Every evaluation, also those that change nothing. */
  readonly decisions: readonly SimulatedDecision[];
  /** Perfect foresight of what the objective needs. */
  readonly oracle: Oracle;
  /** Perfect foresight that keeps to a target utilisation. */
  readonly oracleAtTarget: Oracle & { readonly target: number };
  readonly summary: Summary;
}

/**
 * The length of a step: what the plan says, or less, so that a whole number of steps fits between two evaluations and each of
 * them happens at the very time at which the runtime would make it.
 */
export function stepLengthMs({ scaling, simulation }: Pick<SimulatedPlan, 'scaling' | 'simulation'>): number {
  return scaling.intervalMs / Math.ceil(scaling.intervalMs / simulation.stepMs);
}

/**
 * Runs a plan against a load. The decisions are those of the runtime's own engine, from observations that are made as the
 * runtime makes them; instances and their queue are a model. Deterministic: equal arguments give equal bits.
 */
export function simulate(plan: SimulatedPlan, load: Load): Simulation {
  const scaling = effectiveScaling(plan);
  const { simulation } = plan;
  const clean: Load = { ...load, rates: load.rates.map(cleanRate) };
  const { columns, decisions } = run(scaling, plan, clean);

  const model = queueModelOf(simulation);
  const target = targetOf(scaling);
  const { minInstances } = scaling;
  const oracle = consultOracle(clean, objectiveRequirement(model), minInstances, simulation);
  const atTarget = consultOracle(clean, targetRequirement(model, target), minInstances, simulation);
  const { stepMs, rates } = clean;
  const oracles = { oracle, oracleAtTarget: { ...atTarget, target } };
  const summary = summarize({ stepMs, columns, decisions, ...oracles });
  return { stepMs, steps: rates.length, columns, decisions, ...oracles, summary };
}

function run(
  scaling: ScalingPlan,
  { simulation, service }: SimulatedPlan,
  { startMs, stepMs, rates }: Load,
): Pick<Simulation, 'columns' | 'decisions'> {
  const model = queueModelOf(simulation);
  const fleet = new SimulatedFleet(scaling.minInstances, simulation);
  const measurement = startMeasurement(model, looksAtPercentiles(scaling));
  const columns = emptyColumns(rates.length);
  const decisions: SimulatedDecision[] = [];
  const startUps = watchStartUps();
  const costPerInstance = (stepMs / hourMs) * simulation.costPerInstanceHour;
  let engine: EngineState = initialEngineState;
  let backlog = 0;
  let nextEvaluationMs = scaling.intervalMs;

  for (let index = 0; index < rates.length; index++) {
    const rate = rates[index] ?? 0;
    const { ready } = fleet;
    const step = stepQueue(model, backlog, rate, ready, stepMs / 1000);
    ({ backlog } = step);
    measurement.observe(step, ready, stepMs);

    columns.load[index] = rate;
    columns.desired[index] = fleet.wanted;
    columns.starting[index] = fleet.starting;
    columns.ready[index] = ready;
    columns.draining[index] = fleet.draining;
    columns.utilisation[index] = step.utilisation;
    columns.meanMs[index] = meanResponseMs(model, step.waiting);
    columns.p50Ms[index] = responseQuantileMs(model, step.waiting, 0.5, columns.p50Ms[index - 1]);
    columns.p95Ms[index] = responseQuantileMs(model, step.waiting, 0.05, columns.p95Ms[index - 1]);
    columns.p99Ms[index] = responseQuantileMs(model, step.waiting, 0.01, columns.p99Ms[index - 1]);
    columns.late[index] = step.late;
    columns.arrived[index] = step.arrived;
    columns.served[index] = step.served;
    columns.dropped[index] = step.dropped;
    columns.backlog[index] = backlog;
    columns.cost[index] = fleet.paid * costPerInstance;

    const endMs = (index + 1) * stepMs;
    fleet.advanceTo(endMs);
    // Sums of step lengths may miss the very millisecond by their last bits.
    if (endMs < nextEvaluationMs - 1e-6) continue;
    nextEvaluationMs += scaling.intervalMs;
    const sample = measurement.take(fleet.ready);
    const signals = measureSignals(sample);
    const nowMs = startMs + endMs;
    const counts = { currentInstances: fleet.wanted, readyInstances: sample.readyInstances };
    const sizes = scaling.vertical === undefined ? undefined : modelSizes(service, sample);
    const observation = { ...counts, signals, startUpMs: startUps.observe(counts, nowMs), sizes };
    const { state, decision } = stepEngine(engine, observation, scaling, nowMs);
    engine = state;
    decisions.push({ atMs: endMs, sample, signals, decision });
    if (decision.action !== 'none') fleet.setWanted(decision.to, endMs);
  }
  return { columns, decisions };
}

function looksAtPercentiles({ metrics }: ScalingPlan): boolean {
  return metrics.some(({ name, enabled }) => enabled && name.startsWith('response_time_p'));
}

/** The CPU utilisation that the plan aims at. */
function targetOf({ metrics }: ScalingPlan): number {
  const cpu = metrics.find(({ name, enabled }) => name === 'cpu_utilization' && enabled);
  return Math.min(1, cpu?.high ?? USUAL_TARGET);
}

function cleanRate(rate: number): number {
  return rate > 0 ? Math.min(rate, MOST_REQUESTS_PER_SECOND) : 0;
}
