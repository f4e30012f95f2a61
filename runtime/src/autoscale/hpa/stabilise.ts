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
  const upMs = up.stabilizationWindowSeconds * 1000;
  const downMs = down.stabilizationWindowSeconds * 1000;
  let floor = desired;
  let ceiling = desired;
  let old = -1;
  for (const [index, { atMs, instances }] of recommendations.entries()) {
    const age = nowMs - atMs;
    if (age < upMs) floor = Math.min(floor, instances);
    if (age < downMs) ceiling = Math.max(ceiling, instances);
    if (age > upMs && age > downMs) old = index;
  }
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
