import type { BalancerKind } from './balancer.ts';
import { ipHash } from './ip-hash.ts';
import { leastConnections } from './least-connections.ts';
import { leastResponseTime } from './least-response-time.ts';
import { maglev } from './maglev.ts';
import { p2c } from './p2c.ts';
import { random } from './random.ts';
import { ringHash } from './ring-hash.ts';
import { roundRobin } from './round-robin.ts';

/** Every balancing algorithm, simplest first; the names are those of the plan. */
export const balancers: readonly BalancerKind[] = Object.freeze([
  roundRobin,
  leastConnections,
  ipHash,
  leastResponseTime,
  random,
  p2c,
  ringHash,
  maglev,
]);

/** The algorithm of that name; undefined where there is none. */
export function findBalancer(name: string): BalancerKind | undefined {
  return balancers.find((kind) => kind.name === name);
}
