import type { ScalingPlan } from '@tsk/schemas/plan';
import { unreachable } from '../../unreachable.ts';
import { configuredBehavior } from '../hpa/configured-behavior.ts';
import { defaultReadinessDelays, type Pod, type PodSamples } from '../hpa/pods.ts';
import { type HpaStep, reconcile } from '../hpa/reconcile.ts';
import {
  type CalculatorOptions,
  type Proposal as MetricProposal,
  proposeForAverageValue,
  proposeForResource,
  proposeForValue,
  type Workload,
} from '../hpa/replicas.ts';
import { boundsOf, type Proposal, startCooldown } from './limits.ts';
import { type ObservedMetric, observeMetrics } from './observed.ts';
import type {
  Direction,
  Finding,
  Limit,
  Observation,
  PolicyState,
  PolicyStep,
  ScalingPolicy,
  SignalName,
} from './policy.ts';

/** Every instance requests so much, which makes a ratio a whole number of thousandths. */
const REQUEST = 1000;

/**
 * Kubernetes' horizontal pod autoscaler (autoscaling/v2), exactly, with the behavior that the plan asks for, or that it has
 * where none is written.
 * CPU and memory are resource metrics with `threshold_high` as their utilisation; what instances share (requests,
 * connections, a queue) is an external metric with it as the average value of one instance; times and shares
 * of errors are external metrics with it as their value. Instances that are not ready yet are pending pods.
 */
export const hpa: ScalingPolicy = {
  name: 'hpa',
  summary: "Kubernetes' horizontal pod autoscaler: the same formula, tolerance, windows and pace.",
  decide: decideAsHpa,
};

function decideAsHpa(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep {
  const { observed, missing } = observeMetrics(config.metrics, observation);
  const pace = configuredBehavior(config);
  const tolerance = { up: pace.up.tolerance, down: pace.down.tolerance };
  const options: CalculatorOptions = { tolerance, delays: defaultReadinessDelays };
  const workload = workloadOf(observation);
  const asked = observed.map((metric) => ({ metric, proposal: proposeFor(metric, observation, workload, options) }));
  const proposals = [...asked.map(({ proposal }) => proposal), ...missing.map(() => unknownMetric)];
  const { currentInstances: current } = observation;
  const [up, down] = [boundsOf(config, 'scale_up'), boundsOf(config, 'scale_down')];
  const spec = { min: Math.min(down.min, up.max), max: up.max, pace };
  const step = reconcile(state.hpa, { specReplicas: current }, proposals, spec, nowMs);

  const to = step.replicas;
  const direction: Direction | null = to === current ? null : to > current ? 'scale_up' : 'scale_down';
  const { wanted, trigger, findings, scores } = describeStep(step, current, asked);
  const unseen = (): readonly SignalName[] => [...missing.map(({ name }) => name), ...asked.flatMap(failedName)];
  const limit = to === wanted ? null : limitOf(step, current, spec, unseen);
  const kept = { ...state, hpa: step.memory };
  return {
    state: direction === null ? kept : startCooldown(kept, direction, nowMs),
    decision: { action: direction ?? 'none', from: current, to, wanted, trigger, findings, limit, scores },
  };
}

interface Asked {
  readonly metric: ObservedMetric;
  readonly proposal: MetricProposal;
}

const unknownMetric: MetricProposal = { ok: false, error: 'not observed' };

/** What a metric asks for. While no instance is ready, nobody measures, and none says anything. */
function proposeFor(
  { metric: { name, high }, value }: ObservedMetric,
  observation: Observation,
  workload: Workload,
  options: CalculatorOptions,
): MetricProposal {
  if (observation.readyInstances === 0) return unknownMetric;
  switch (name) {
    case 'cpu_utilization':
    case 'memory_utilization': {
      const target = Math.max(1, Math.round(high * 100));
      return proposeForUse(name, Math.round(value * REQUEST), target, workload, options);
    }
    case 'request_rate':
    case 'connections':
    case 'queue_length':
      return proposeForAverageValue(value, high, workload, options);
    case 'response_time':
    case 'response_time_p50':
    case 'response_time_p95':
    case 'response_time_p99':
    case 'error_rate':
      return proposeForValue(value, high, workload, options);
    default:
      return unreachable(name);
  }
}

/** Proposals that were made, by workload, tolerance and what was measured: the same comes again and again in a long run. */
const proposals = new WeakMap<Workload, Map<string, MetricProposal>>();
const MOST_PROPOSALS = 2000;

/** What a resource asks for that all ready pods use to the same extent. */
function proposeForUse(
  resource: string,
  value: number,
  target: number,
  workload: Workload,
  options: CalculatorOptions,
): MetricProposal {
  const { up, down } = options.tolerance;
  const key = `${value} ${target} ${up} ${down}`;
  const made = proposals.get(workload) ?? new Map<string, MetricProposal>();
  const known = made.get(key);
  if (known !== undefined) return known;
  const samples = samplesOf(workload.pods, value);
  const proposal = proposeForResource({ resource, samples, target }, workload, options);
  if (made.size < MOST_PROPOSALS) proposals.set(workload, made.set(key, proposal));
  return proposal;
}

/** Workloads that were made, by their counts. They are a memory of results and change none; only small ones are kept. */
const workloads = new Map<string, Workload>();
const MOST_WORKLOADS = 1000;
const LARGEST_KEPT = 100;

/** The instances as pods: those that serve are ready, those that are still to come are pending. */
function workloadOf({ currentInstances, readyInstances }: Observation): Workload {
  const ready = Math.min(readyInstances, currentInstances);
  const key = `${currentInstances} ${ready}`;
  const known = workloads.get(key);
  if (known !== undefined) return known;
  const pods: readonly Pod[] = Array.from({ length: currentInstances }, (_, index) => ({
    name: `${index}`,
    phase: index < ready ? 'Running' : 'Pending',
    deleted: false,
    ready: index < ready,
    startAge: null,
    transitionAge: 0,
    requests: { instance: REQUEST },
  }));
  const workload = { pods, specReplicas: currentInstances, statusReplicas: currentInstances };
  if (currentInstances <= LARGEST_KEPT && workloads.size < MOST_WORKLOADS) workloads.set(key, workload);
  return workload;
}

/** The mean, measured at each of the ready pods. */
function samplesOf(pods: readonly Pod[], value: number): PodSamples {
  const sample = { value, age: 0, window: 0 };
  const samples = new Map<string, typeof sample>();
  for (const { name, ready } of pods) if (ready === true) samples.set(name, sample);
  return samples;
}

/** What the metrics ask for, with those that ask for it. */
function describeStep({ desired }: HpaStep, current: number, asked: readonly Asked[]): Proposal {
  const scores = { up: Math.max(0, desired / current - 1), down: Math.max(0, 1 - desired / current) };
  const common = { current, wanted: desired, scores: current > 0 ? scores : { up: 0, down: 0 } };
  if (desired === current) return { ...common, trigger: 'no_reactive_action_needed', findings: [] };
  const counts = asked.flatMap(({ metric, proposal }) => (proposal.ok ? [{ metric, count: proposal.replicas }] : []));
  const speaking = counts.filter(({ count }) => (desired > current ? count > current : count < current));
  const findings: readonly Finding[] = speaking
    .toSorted((a, b) => b.count - a.count)
    .map(({ metric: { metric, value } }) => ({
      metric: metric.name,
      value,
      bound: metric.high,
      unit: metric.unit,
    }));
  return { ...common, trigger: desired > current ? 'reactive_high_load' : 'reactive_low_load', findings };
}

function limitOf(
  { reason, replicas: to }: HpaStep,
  current: number,
  { min, max }: { readonly min: number; readonly max: number },
  unseen: () => readonly SignalName[],
): Limit | null {
  switch (reason) {
    case 'Stabilised':
      return { kind: 'stabilisation', leftMs: null };
    case 'InvalidMetrics':
      return { kind: 'missing', metrics: unseen() };
    case 'ScaleUpLimit':
    case 'ScaleDownLimit':
      return { kind: 'pace', direction: to >= current ? 'scale_up' : 'scale_down', instances: to };
    case 'TooManyReplicas':
      return { kind: 'maximum', instances: max };
    case 'TooFewReplicas':
      return { kind: 'minimum', instances: min };
    case 'DesiredWithinRange':
    case 'OutOfBounds':
    case 'ScalingDisabled':
      return null;
    default:
      return unreachable(reason);
  }
}

function failedName({ metric, proposal }: Asked): readonly SignalName[] {
  return proposal.ok ? [] : [metric.metric.name];
}
