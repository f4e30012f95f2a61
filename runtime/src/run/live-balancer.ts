import type { BalancingPlan } from '@tsk/schemas/plan';
import type { PoolSettings } from '../backends/pool.ts';
import type { Balancer, Candidate, PickContext } from '../balance/balancer.ts';
import { createKeyFinder, type KeyFinder } from '../balance/hash-key.ts';
import { findBalancer } from '../balance/index.ts';

/** A balancer whose algorithm can be exchanged while requests are routed with it. */
export interface LiveBalancer extends Balancer {
  readonly findKey: KeyFinder;
  /** Goes over to what a plan says; an algorithm that stays keeps its state. */
  exchange(plan: BalancingPlan): void;
}

/** The balancer of a plan. Without `enabled` it sends every request to the first candidate. */
export function createLiveBalancer(plan: BalancingPlan): LiveBalancer {
  let current = plan;
  let balancer = balancerOf(plan);
  let findKey = createKeyFinder(plan.hashKey);
  return {
    get name() {
      return current.algorithm;
    },
    findKey: (source) => findKey(source),
    pick<C extends Candidate>(candidates: readonly C[], context: PickContext) {
      return current.enabled ? balancer.pick(candidates, context) : candidates[0];
    },
    exchange(next) {
      if (next.algorithm !== current.algorithm) balancer = balancerOf(next);
      if (next.hashKey !== current.hashKey) findKey = createKeyFinder(next.hashKey);
      current = next;
    },
  };
}

/** How the pool judges backends under a plan. Algorithms that hash have no slow start: each step of it would move keys. */
export function poolSettingsOf(plan: BalancingPlan): PoolSettings {
  const { health, outliers, panicRatio, maxRequestsPerInstance, slowStart, algorithm } = plan;
  const hashes = algorithm === 'ip_hash' || algorithm === 'ring_hash' || algorithm === 'maglev';
  return {
    thresholds: health,
    outliers,
    panicRatio,
    maxRequests: maxRequestsPerInstance,
    slowStart: hashes ? null : slowStart,
  };
}

function balancerOf({ algorithm }: BalancingPlan): Balancer {
  const kind = findBalancer(algorithm);
  if (kind === undefined) throw new Error(`no balancer is registered as ${algorithm}`);
  return kind.create(Math.random);
}
