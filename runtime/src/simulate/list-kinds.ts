import { balancers } from '../balance/index.ts';
import { evictionPolicies } from '../cache/policies/index.ts';

/** Something that a preview can be asked for by name. */
export interface NamedKind {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
}

/** The balancing algorithms that a preview can try out. */
export function listBalancers(): readonly NamedKind[] {
  return balancers.map(({ name, summary }) => ({ name, summary }));
}

/** The eviction policies that a preview can try out. */
export function listEvictionPolicies(): readonly NamedKind[] {
  return evictionPolicies.map(({ name, summary }) => ({ name, summary }));
}
