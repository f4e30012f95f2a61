import { groupPods, type Pod, type PodSamples, type ReadinessDelays } from './pods.ts';
import { isWithin, meanUsageRatio, resourceUsageRatio, type Tolerance, type UsageRatio } from './usage-ratio.ts';

/** The pods of a workload, and what is known of its size. */
export interface Workload {
  readonly pods: readonly Pod[];
  /** Replicas that the workload asks for. */
  readonly specReplicas: number;
  /** Replicas that exist. */
  readonly statusReplicas: number;
}

/** What the calculator is set to. */
export interface CalculatorOptions {
  readonly tolerance: Tolerance;
  readonly delays: ReadinessDelays;
}

/** What one metric asks for, or why it says nothing. `mean` is of the pods of a resource metric. */
export type Proposal =
  | { readonly ok: true; readonly replicas: number; readonly usage: number; readonly mean?: number }
  | { readonly ok: false; readonly error: string };

/** A metric of the pods' resources: CPU or memory, as a percentage of what they request. */
export interface ResourceMetric {
  readonly resource: string;
  /** Counts this container only; all of a pod's where it is left out. */
  readonly container?: string | undefined;
  readonly samples: PodSamples;
  /** In percent of the request; may be over 100. */
  readonly target: number;
}

/** Replicas that bring the use of a resource to its target (`GetResourceReplicas`). */
export function proposeForResource(metric: ResourceMetric, workload: Workload, options: CalculatorOptions): Proposal {
  const requests = requestsOf(workload.pods, metric.container);
  if (requests === null) return { ok: false, error: `missing request for ${metric.resource}` };
  // On the way down, a pod without a measurement is taken to use all it requests, or the target where that is higher.
  const fullShare = Math.max(100, metric.target);
  return proposeForPods(metric, workload, options, {
    ratioOf: (samples) => resourceUsageRatio(samples, requests, metric.target),
    fullUse: (name) => Math.trunc(((requests.get(name) ?? 0) * fullShare) / 100),
    keepAtTarget: true,
  });
}

/** What the same pods request of all their containers: they are asked for again with each metric, and at each evaluation. */
const requestsByPods = new WeakMap<readonly Pod[], ReadonlyMap<string, number> | null>();

/** What each pod requests, by name; null where one of them requests nothing. */
function requestsOf(pods: readonly Pod[], container: string | undefined): ReadonlyMap<string, number> | null {
  const known = container === undefined ? requestsByPods.get(pods) : undefined;
  if (known !== undefined) return known;
  const requests = new Map<string, number>();
  let complete = true;
  for (const { name, requests: wanted } of pods) {
    const total = sumOrNull(container === undefined ? Object.values(wanted) : [wanted[container] ?? null]);
    if (total === null) complete = false;
    else requests.set(name, total);
  }
  const result = complete ? requests : null;
  if (container === undefined) requestsByPods.set(pods, result);
  return result;
}

/** Replicas that bring the mean of a metric of the pods to its target (`GetMetricReplicas`). */
export function proposeForPodMetric(
  metric: { readonly resource: string; readonly samples: PodSamples; readonly target: number },
  workload: Workload,
  options: CalculatorOptions,
): Proposal {
  return proposeForPods(metric, workload, options, {
    ratioOf: (samples) => meanUsageRatio(samples, metric.target),
    fullUse: () => metric.target,
    keepAtTarget: false,
  });
}

/** What the two kinds of metric of pods differ in. */
interface PodRule {
  readonly ratioOf: (samples: PodSamples) => UsageRatio | undefined;
  /** Use that a pod without a measurement is taken to have on the way down. */
  readonly fullUse: (name: string) => number;
  /** Whether a ratio of exactly 1 leaves pods without a measurement out; otherwise they count as idle. */
  readonly keepAtTarget: boolean;
}

/**
 * The heart of the calculator: the ratio over the ready pods, then once more with cautious guesses for the others. The
 * guesses may dampen what the ready pods ask for; they never turn it around.
 */
function proposeForPods(
  { resource, samples }: { readonly resource: string; readonly samples: PodSamples },
  { pods, specReplicas: current }: Workload,
  { tolerance, delays }: CalculatorOptions,
  rule: PodRule,
): Proposal {
  if (pods.length === 0) return { ok: false, error: 'no pods returned by selector while calculating replica count' };
  const { readyCount, unready, missing, ignored } = groupPods(pods, samples, resource, delays);
  const counted = without(samples, ignored, unready);
  if (counted.size === 0) return { ok: false, error: 'did not receive metrics for any ready pods' };
  const seen = rule.ratioOf(counted);
  if (seen === undefined) return { ok: false, error: 'no metrics returned matched known pods' };

  const { ratio, usage, mean } = seen;
  const propose = (replicas: number): Proposal => ({ ok: true, replicas, usage, mean });
  const countUnready = unready.length > 0 && ratio > 1;
  if (!countUnready && missing.length === 0) {
    return propose(isWithin(ratio, tolerance) ? current : Math.ceil(ratio * readyCount));
  }
  const known = new Map(counted);
  const guess = (name: string, value: number): unknown => known.set(name, { value, age: 0, window: 0 });
  if (!(rule.keepAtTarget && ratio === 1)) {
    for (const name of missing) guess(name, ratio < 1 ? rule.fullUse(name) : 0);
  }
  if (countUnready) for (const name of unready) guess(name, 0);

  const guessed = rule.ratioOf(known)?.ratio ?? ratio;
  const turned = (ratio < 1 && guessed > 1) || (ratio > 1 && guessed < 1);
  if (isWithin(guessed, tolerance) || turned) return propose(current);
  const replicas = Math.ceil(guessed * known.size);
  const against = (guessed < 1 && replicas > current) || (guessed > 1 && replicas < current);
  return propose(against ? current : replicas);
}

/** The samples but for those of some pods; the same ones, where there are none of them. */
function without(samples: PodSamples, ignored: readonly string[], unready: readonly string[]): PodSamples {
  if (ignored.length === 0 && unready.length === 0) return samples;
  const left = new Map(samples);
  for (const name of ignored) left.delete(name);
  for (const name of unready) left.delete(name);
  return left;
}

/** Replicas for a value of the whole workload with a target for that value (`getUsageRatioReplicaCount`). */
export function proposeForValue(
  usage: number,
  target: number,
  { pods, specReplicas: current }: Workload,
  { tolerance }: CalculatorOptions,
): Proposal {
  const ratio = usage / target;
  if (current === 0) return { ok: true, replicas: Math.ceil(ratio), usage };
  if (isWithin(ratio, tolerance)) return { ok: true, replicas: current, usage };
  if (pods.length === 0) return { ok: false, error: 'no pods returned by selector while calculating replica count' };
  const readyCount = pods.filter(({ phase, ready }) => phase === 'Running' && ready === true).length;
  return { ok: true, replicas: Math.ceil(ratio * readyCount), usage };
}

/** Replicas for a value of the whole workload that they share out, with a target for each one's share (`GetExternalPerPodMetricReplicas`). */
export function proposeForAverageValue(
  usage: number,
  target: number,
  { statusReplicas }: Workload,
  { tolerance }: CalculatorOptions,
): Proposal {
  const within = isWithin(usage / (target * statusReplicas), tolerance);
  const replicas = within ? statusReplicas : Math.ceil(usage / target);
  return { ok: true, replicas, usage: Math.ceil(usage / statusReplicas) };
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}
