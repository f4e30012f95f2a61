import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import { boundSize, usedSize } from './bound-size.ts';
import type { SizeObservation, SizeRange, SizeRecommendation, Sizing } from './instance-size.ts';
import { recommendSize } from './recommend-size.ts';
import { rememberUsage, type UsageMemory } from './usage-memory.ts';

/** What sizes are recommended from, from one evaluation to the next. */
export interface SizeMemory {
  readonly usage: UsageMemory;
  /** Whether the last evaluation advised a size that is not applied. */
  readonly advised: boolean;
}

/** What is said of the size, and the memory to hand in next time. */
interface SizeStep {
  readonly memory: SizeMemory;
  readonly sizing: Sizing;
  /** Whether a size is advised that was not before. */
  readonly isNewAdvice: boolean;
}

/**
 * One evaluation of the size of instances: it becomes the target of the recommendation where it is outside of its band, and
 * stays where it is within. It is never cut below what an instance is using.
 */
export function stepSize(
  before: SizeMemory | null,
  observation: SizeObservation,
  plan: VerticalScalingPlan,
  nowMs: number,
): SizeStep {
  const usage = rememberUsage(before?.usage ?? null, observation, plan.halfLifeMs, nowMs);
  const recommendation = recommendSize(usage, plan, nowMs);
  const { size } = observation;
  const sizing = { size, recommendation, ...chooseSize(recommendation, observation, plan) };
  const advised = sizing.cause === 'recommended_only';
  return { memory: { usage, advised }, sizing, isNewAdvice: advised && before?.advised !== true };
}

function chooseSize(
  recommendation: SizeRecommendation | null,
  observation: SizeObservation,
  plan: VerticalScalingPlan,
): Pick<Sizing, 'next' | 'cause'> {
  if (recommendation === null) return { next: null, cause: 'unmeasured' };
  const { size, applies } = observation;
  const { cpuCores, memoryBytes } = recommendation;
  const cpuMisfit = isOutside(size.cpuCores, cpuCores);
  const memoryMisfit = size.memoryBytes !== null && memoryBytes !== null && isOutside(size.memoryBytes, memoryBytes);
  if (!cpuMisfit && !memoryMisfit) return { next: null, cause: 'within_band' };
  if (plan.mode === 'recommend' || applies === 'never') return { next: null, cause: 'recommended_only' };
  const used = usedSize(observation.uses, plan.marginRatio);
  const wanted = {
    cpuCores: cpuMisfit ? Math.max(cpuCores.target, Math.min(used.cpuCores, size.cpuCores)) : size.cpuCores,
    memoryBytes: memoryMisfit
      ? Math.max(memoryBytes.target, Math.min(used.memoryBytes, size.memoryBytes))
      : size.memoryBytes,
  };
  const next = boundSize(wanted, plan, observation.machine);
  const isSame = next.cpuCores === size.cpuCores && next.memoryBytes === size.memoryBytes;
  return isSame ? { next: null, cause: 'bounded' } : { next, cause: 'outside_band' };
}

function isOutside(value: number, { lower, upper }: SizeRange): boolean {
  return value < lower || value > upper;
}
