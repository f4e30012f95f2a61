/** A signal of `[auto_scaling.metrics]` that takes part, as the reach of a rule is computed from. Shares are from 0 to 1. */
export interface ReachMetric {
  readonly name: string;
  readonly unit: 'ratio' | 'perSecond' | 'ms' | 'count';
  readonly high: number;
  readonly low: number;
  readonly weight: number;
}

/** A value that a signal has to pass; null where no value of it is enough. */
export interface ReachedValue {
  readonly metric: ReachMetric;
  readonly value: number | null;
}

/** The score that `weighted_excess` has to pass in either direction. */
export const triggerScore = 0.5;

/** The signals that end at 100 %, by what one instance can use. */
export function isUtilization({ name }: ReachMetric): boolean {
  return name === 'cpu_utilization' || name === 'memory_utilization';
}

/** The sum of the weights: what a score is divided by. */
export function totalWeight(metrics: readonly ReachMetric[]): number {
  return metrics.reduce((total, { weight }) => total + weight, 0);
}
