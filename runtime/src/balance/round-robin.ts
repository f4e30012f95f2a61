import type { Balancer, BalancerKind } from './balancer.ts';
import { Rotation } from './rotation.ts';

function create(): Balancer {
  const rotation = new Rotation();
  return { name: 'round_robin', pick: (candidates) => rotation.next(candidates) };
}

/** Candidates take turns in proportion to their weight, whatever the requests cost. */
export const roundRobin: BalancerKind = {
  name: 'round_robin',
  summary: 'Instances take turns in proportion to their weight.',
  create,
};
