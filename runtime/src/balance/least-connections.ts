import type { Balancer, BalancerKind } from './balancer.ts';
import { LeastCost } from './least-cost.ts';

function create(random: () => number): Balancer {
  const least = new LeastCost(random);
  return {
    name: 'least_connections',
    pick: (candidates) => least.pick(candidates, (candidate) => candidate.inFlight / candidate.weight),
  };
}

/** The candidate with the fewest requests in flight for its weight; an idle pool takes turns by weight. */
export const leastConnections: BalancerKind = {
  name: 'least_connections',
  summary: 'The instance with the fewest requests in flight for its weight.',
  create,
};
