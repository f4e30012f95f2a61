import type { Behavior } from './behavior.ts';
import { replaceOrAppend } from './events.ts';

/** A count that was asked for at some time. */
export interface PastRecommendation {
  readonly atMs: number;
  readonly instances: number;
}

/** What has come through, and what is remembered for the next time. */
export interface StabilisedReplicas {
  readonly replicas: number;
  readonly recommendations: readonly PastRecommendation[];
}

/**
 * Both windows of a behavior (`stabilizeRecommendationWithBehaviors`): a rise goes as far as the lowest count of the
 * upward window, a fall as far as the highest of the downward one. An entry leaves a window when it is exactly as old.
 */
export function stabiliseReplicas(
  recommendations: readonly PastRecommendation[],
  { current, desired }: { readonly current: number; readonly desired: number },
  { up, down }: Behavior,
  nowMs: number,
): StabilisedReplicas {
  const age = ({ atMs }: PastRecommendation): number => nowMs - atMs;
  const upMs = up.stabilizationWindowSeconds * 1000;
  const downMs = down.stabilizationWindowSeconds * 1000;
  const counts = (windowMs: number): readonly number[] =>
    recommendations.filter((past) => age(past) < windowMs).map(({ instances }) => instances);

  const floor = Math.min(desired, ...counts(upMs));
  const ceiling = Math.max(desired, ...counts(downMs));
  const old = recommendations.findLastIndex((past) => age(past) > upMs && age(past) > downMs);
  return {
    replicas: Math.min(Math.max(current, floor), ceiling),
    recommendations: replaceOrAppend(recommendations, old, { atMs: nowMs, instances: desired }),
  };
}

/** The one downward window of an autoscaler without a behavior (`stabilizeRecommendation`); an entry exactly as old as it counts. */
export function stabiliseWithoutBehavior(
  recommendations: readonly PastRecommendation[],
  desired: number,
  windowSeconds: number,
  nowMs: number,
): StabilisedReplicas {
  const isOld = ({ atMs }: PastRecommendation): boolean => nowMs - atMs > windowSeconds * 1000;
  const recent = recommendations.filter((past) => !isOld(past)).map(({ instances }) => instances);
  const entry = { atMs: nowMs, instances: desired };
  return {
    replicas: Math.max(desired, ...recent),
    recommendations: replaceOrAppend(recommendations, recommendations.findLastIndex(isOld), entry),
  };
}
