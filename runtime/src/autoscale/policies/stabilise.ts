import type { PolicyState, Recommendation } from './policy.ts';

/** What is left of a recommendation after the stabilisation window has had its say. */
export interface Stabilised {
  readonly state: PolicyState;
  /** The highest count recommended within the window, this one included. */
  readonly instances: number;
  /** Milliseconds until a count below `instances` could come through, were it recommended all the while; 0 where nothing is held. */
  readonly leftMs: number;
}

/**
 * Slows down the way down: a count comes through only when nothing higher was recommended for a whole window,
 * as in Kubernetes' horizontal pod autoscaler. A recommendation leaves the window when it is exactly `windowMs` old.
 */
export function stabiliseDown(state: PolicyState, instances: number, windowMs: number, nowMs: number): Stabilised {
  const { recommendations, ...kept } = highestWithin(state.recommendations, instances, windowMs, nowMs);
  return { ...kept, state: { ...state, recommendations } };
}

/** As `stabiliseDown`, of a list of recommendations, which is given back with the new one. */
export function highestWithin(
  past: readonly Recommendation[],
  instances: number,
  windowMs: number,
  nowMs: number,
): Omit<Stabilised, 'state'> & { readonly recommendations: readonly Recommendation[] } {
  // A higher and newer recommendation outlives an older one, so only a descending run has to be kept: it is never
  // longer than the range of counts, whatever the interval.
  const recommendations: readonly Recommendation[] = [
    ...past.filter((old) => nowMs - old.atMs < windowMs && old.instances > instances),
    { atMs: nowMs, instances },
  ];
  const highest = recommendations[0] ?? { atMs: nowMs, instances };
  const leftMs = highest.instances > instances ? highest.atMs + windowMs - nowMs : 0;
  return { recommendations, instances: highest.instances, leftMs };
}
