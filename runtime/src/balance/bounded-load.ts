import type { Candidate } from './balancer.ts';

/** How far above its fair share an instance may be loaded before its keys go to the next one. */
const SLACK = 1.25;

/**
 * Whether a candidate may take one more request under "consistent hashing with bounded loads" (Mirrokni, Thorup, Zadimoghaddam
 * 2016): no instance gets more than 1.25 times its share of the requests in flight, so that a popular key cannot sink its instance.
 */
export function createLoadBound(candidates: readonly Candidate[]): (candidate: Candidate) => boolean {
  let inFlight = 1;
  let weight = 0;
  for (const candidate of candidates) {
    if (candidate.weight <= 0) continue;
    inFlight += candidate.inFlight;
    weight += candidate.weight;
  }
  const perWeight = (SLACK * inFlight) / weight;
  return (candidate) => candidate.inFlight + 1 <= Math.ceil(perWeight * candidate.weight);
}
