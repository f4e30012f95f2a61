import { isUtilization, type ReachedValue, type ReachMetric, totalWeight, triggerScore } from './reach-metric.ts';

/** From where `weighted_excess` adds instances. */
export interface UpReach {
  /** The signals that saturate: CPU and memory. */
  readonly saturating: readonly ReachMetric[];
  /** The score while all of those are at 100 % and every other signal is within its threshold. */
  readonly saturatedScore: number;
  /** Whether saturation by itself is enough. */
  readonly isReached: boolean;
  /** For each signal, the value that it has to pass while every other one is within its threshold. */
  readonly alone: readonly ReachedValue[];
  /** For each signal that does not saturate, the value that it has to pass while those that do are at 100 %. */
  readonly besideSaturation: readonly ReachedValue[];
}

/**
 * Computes from where `weighted_excess` adds instances. The score is the sum of weight · (value − high) / high over the
 * signals past their thresholds, divided by the sum of all weights; it has to pass 0.5. A share ends at 100 %, so its part is
 * bounded by weight · (1 − high) / high.
 */
export function reachUp(metrics: readonly ReachMetric[]): UpReach {
  const total = totalWeight(metrics);
  const saturating = metrics.filter(isUtilization);
  const saturated = saturating.reduce((sum, { high, weight }) => sum + (weight * Math.max(0, 1 - high)) / high, 0);
  const saturatedScore = total > 0 ? saturated / total : 0;
  const missing = (triggerScore - saturatedScore) * total;
  return {
    saturating,
    saturatedScore,
    isReached: saturatedScore > triggerScore,
    alone: metrics.map((metric) => passed(metric, triggerScore * total)),
    besideSaturation: metrics
      .filter((metric) => !isUtilization(metric))
      .map((metric) => passed(metric, Math.max(0, missing))),
  };
}

/** The value at which the signal's own part of the sum is `part`. */
function passed(metric: ReachMetric, part: number): ReachedValue {
  const value = metric.weight > 0 ? metric.high * (1 + part / metric.weight) : Number.POSITIVE_INFINITY;
  const isPossible = Number.isFinite(value) && (metric.unit !== 'ratio' || value < 1);
  return { metric, value: isPossible ? value : null };
}
