import { planJson } from './plan-json.ts';
import type { Target } from './target.ts';

/** Every target; the first is the default. */
export const targets: readonly Target[] = Object.freeze([planJson]);

/** The target of a name. */
export function findTarget(name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}
