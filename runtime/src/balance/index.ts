import type { BalancerKind } from './balancer.ts';
import { ipHash } from './ip-hash.ts';
import { leastConnections } from './least-connections.ts';
import { leastResponseTime } from './least-response-time.ts';
import { roundRobin } from './round-robin.ts';

/** Every balancing algorithm, simplest first; the names are those of the plan. */
export const balancers: readonly BalancerKind[] = Object.freeze([
  roundRobin,
  leastConnections,
  ipHash,
  leastResponseTime,
]);

/** The algorithm of that name; undefined where there is none. */
export function findBalancer(name: string): BalancerKind | undefined {
  return balancers.find((kind) => kind.name === name);
}
