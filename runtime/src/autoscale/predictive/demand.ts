import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import type { HistoryPoint } from '../forecasters/forecaster.ts';
import { findSignal, isShared } from '../policies/observed.ts';
import type { Observation } from '../policies/policy.ts';

/** The most points that the history of demand holds; over a longer window, each stands for more than one evaluation. */
export const MOST_POINTS = 1440;

/** A point of the history of demand: the mean of so many evaluations, the first of them at `atMs`. */
export interface DemandPoint extends HistoryPoint {
  readonly count: number;
}

/** The signal that is forecast: the first that takes part. */
export function findForecastMetric({ metrics }: ScalingPlan): MetricPlan | undefined {
  return metrics.find(({ enabled }) => enabled);
}

/**
 * The demand at this moment; undefined where it cannot be known. Of utilisation that is the sum over the instances, since
 * more instances make it fall without any change of the load; what is measured of the whole service is demand already.
 */
export function findDemand(metric: MetricPlan, observation: Observation): number | undefined {
  const value = findSignal(observation, metric.name);
  const { readyInstances } = observation;
  if (value === undefined || readyInstances === 0) return undefined;
  return isUtilization(metric) ? value * readyInstances : value;
}

/** The rules that take the threshold of what instances share for the share of one. */
const sharing: readonly ScalingPlan['scoring'][] = ['hpa', 'kpa', 'target_tracking'];

/** What so many instances would measure under a demand, in the unit that the metric's thresholds are in. */
export function measureOf(demand: number, metric: MetricPlan, instances: number, { scoring }: ScalingPlan): number {
  const shared = isUtilization(metric) || (sharing.includes(scoring) && isShared(metric));
  return Math.max(0, demand) / (shared ? Math.max(1, instances) : 1);
}

/** The history with what is seen now, without what has left the window. It never holds more than `MOST_POINTS`. */
export function rememberDemand(
  history: readonly DemandPoint[],
  value: number,
  { intervalMs, predictive: { windowMs } }: ScalingPlan,
  nowMs: number,
): readonly DemandPoint[] {
  const last = history.at(-1);
  const spanMs = windowMs / MOST_POINTS;
  const age = last === undefined ? Number.POSITIVE_INFINITY : nowMs - last.atMs;
  // Half an interval of grace: evaluations are never exactly an interval apart.
  const joins = last !== undefined && age >= 0 && age < spanMs - intervalMs / 2;
  const next = joins ? [...history.slice(0, -1), join(last, value)] : [...history, { atMs: nowMs, value, count: 1 }];
  return next.filter(({ atMs }) => Math.abs(nowMs - atMs) <= windowMs).slice(-MOST_POINTS);
}

function join({ atMs, value, count }: DemandPoint, another: number): DemandPoint {
  return { atMs, value: value + (another - value) / (count + 1), count: count + 1 };
}

function isUtilization({ name }: MetricPlan): boolean {
  return name === 'cpu_utilization' || name === 'memory_utilization';
}
