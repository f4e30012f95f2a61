import { lru } from './lru.ts';
import type { EvictionPolicyKind } from './policy.ts';
import { sieve } from './sieve.ts';

/** Every eviction policy. */
export const evictionPolicies: readonly EvictionPolicyKind[] = Object.freeze([sieve, lru]);

/** The policy where nobody names one: close to the best on web traffic, and a hit moves nothing. */
export const defaultEvictionPolicy: EvictionPolicyKind = sieve;

/** The policy of that name; undefined where there is none. */
export function findEvictionPolicy(name: string): EvictionPolicyKind | undefined {
  return evictionPolicies.find((kind) => kind.name === name);
}
