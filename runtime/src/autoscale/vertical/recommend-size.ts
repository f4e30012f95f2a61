import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import { type BucketScheme, type DecayingHistogram, percentileOf } from './decaying-histogram.ts';
import type { SizeRange, SizeRecommendation } from './instance-size.ts';
import { cpuBuckets, memoryBuckets, type UsageMemory } from './usage-memory.ts';

const dayMs = 86_400_000;

/** Measurements of one instance in a day, at one a minute. */
const SAMPLES_A_DAY = 1440;

/** The shares of the use between which nothing is changed. */
const LOWER_SHARE = 0.5;
const UPPER_SHARE = 0.95;

/** What instances should have, by what is remembered; null before anything was measured. */
export function recommendSize(
  usage: UsageMemory,
  plan: Pick<VerticalScalingPlan, 'percentile' | 'marginRatio'>,
  nowMs: number,
): SizeRecommendation | null {
  const days = confidenceDays(usage, nowMs);
  const cpuCores = rangeOf(usage.cpu, cpuBuckets, plan, days);
  if (cpuCores === null) return null;
  return { cpuCores, memoryBytes: rangeOf(usage.memory, memoryBuckets, plan, days) };
}

/** Days of measurements: of time that has passed, and not more than there are measurements for. */
function confidenceDays({ firstMs, samples }: UsageMemory, nowMs: number): number {
  return Math.max(0, Math.min((nowMs - firstMs) / dayMs, samples / SAMPLES_A_DAY));
}

/**
 * The size with its band. The less is known, the wider the band: after d days its upper end is (1 + 1/d) times, its lower end
 * (1 + 0.001/d)⁻² times what the use of those days says, as in Kubernetes' vertical pod autoscaler.
 */
function rangeOf(
  histogram: DecayingHistogram,
  scheme: BucketScheme,
  { percentile, marginRatio }: Pick<VerticalScalingPlan, 'percentile' | 'marginRatio'>,
  days: number,
): SizeRange | null {
  const used = (share: number): number | undefined => percentileOf(histogram, scheme, share);
  const [low, middle, high] = [used(LOWER_SHARE), used(percentile), used(UPPER_SHARE)];
  if (low === undefined || middle === undefined || high === undefined) return null;
  const margin = 1 + marginRatio;
  const target = middle * margin;
  const lower = days > 0 ? low * margin * (1 + 0.001 / days) ** -2 : 0;
  const upper = days > 0 ? high * margin * (1 + 1 / days) : Number.MAX_SAFE_INTEGER;
  // A percentile of one's own choice may lie outside of those of the band; the band holds what is recommended.
  return { lower: Math.min(lower, target), target, upper: Math.max(upper, target) };
}
