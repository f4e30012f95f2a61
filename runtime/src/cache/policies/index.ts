import { adaptiveWTinyLfu } from './adaptive-w-tinylfu.ts';
import { arc } from './arc.ts';
import { clock } from './clock.ts';
import { fifo } from './fifo.ts';
import { lirs } from './lirs.ts';
import { lru } from './lru.ts';
import type { EvictionPolicyKind } from './policy.ts';
import { s3Fifo } from './s3-fifo.ts';
import { sieve } from './sieve.ts';
import { slru } from './slru.ts';
import { wTinyLfu } from './w-tinylfu.ts';

/** Every eviction policy: those that adapt or resist scans first, the plain ones last. */
export const evictionPolicies: readonly EvictionPolicyKind[] = Object.freeze([
  adaptiveWTinyLfu,
  wTinyLfu,
  s3Fifo,
  lirs,
  arc,
  slru,
  sieve,
  lru,
  clock,
  fifo,
]);

/** The policy where nobody names one: of all these, the least far from the best one over many kinds of traces. */
export const defaultEvictionPolicy: EvictionPolicyKind = adaptiveWTinyLfu;

/** The policy of that name; undefined where there is none. */
export function findEvictionPolicy(name: string): EvictionPolicyKind | undefined {
  return evictionPolicies.find((kind) => kind.name === name);
}
