import type { Effect } from '../model/change.ts';
import type { EffectRule } from '../model/rule.ts';
import { availabilityRules } from './availability.ts';
import { capacityRules } from './capacity.ts';
import { costRules } from './cost.ts';
import { securityRules } from './security.ts';

/** The rules about each effect; of those about one value, the first that has something to say counts. */
export const effectRules: readonly (readonly [Exclude<Effect, 'other'>, readonly EffectRule[]])[] = Object.freeze([
  ['capacity', capacityRules],
  ['cost', costRules],
  ['availability', availabilityRules],
  ['security', securityRules],
]);
