import type { Balancer, BalancerKind, Candidate } from './balancer.ts';
import { LeastCost } from './least-cost.ts';

/**
 * The least average that was measured, for those that have none yet: a newcomer competes as an equal of the fastest,
 * and the requests it has in flight hold it back until its first answers tell what it is worth.
 */
function newcomerLatencyMs(candidates: readonly Candidate[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { latencyMs, weight } of candidates) {
    if (weight > 0 && latencyMs > 0 && latencyMs < least) least = latencyMs;
  }
  return least === Number.POSITIVE_INFINITY ? 1 : least;
}

function create(random: () => number): Balancer {
  const least = new LeastCost(random);
  return {
    name: 'least_response_time',
    pick(candidates) {
      const assumedMs = newcomerLatencyMs(candidates);
      return least.pick(candidates, ({ latencyMs, inFlight, weight }) => {
        return ((latencyMs > 0 ? latencyMs : assumedMs) * (inFlight + 1)) / weight;
      });
    },
  };
}

/** The candidate expected to answer soonest: its average response time times the requests that would then be in flight, by weight. */
export const leastResponseTime: BalancerKind = {
  name: 'least_response_time',
  summary: 'The instance expected to answer soonest, by its average response time and its requests in flight.',
  create,
};
