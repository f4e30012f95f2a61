import { findOrigin, type OriginPlace } from '@tsk/schemas/plan';
import type { PlanFile } from '../lower/lower.ts';
import { flattenPlan } from './model/flatten-plan.ts';
import { showPlanValue } from './show-value.ts';

/** One value of a plan, as it is shown to people. */
export interface PlanLine {
  /** The path in the plan, with names in place of the numbers of a list. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** The value in the units that a person writes. */
  readonly shown: string;
  /** Where it is written; undefined for a default. */
  readonly origin?: OriginPlace;
}

/** The values of a plan in its order, each with where it was written. */
export function listPlan(plan: PlanFile): readonly PlanLine[] {
  return [...flattenPlan(plan).values()].map((leaf) => {
    const { path, value, pointer } = leaf;
    // Of a list, the elements are what is written.
    const written = [pointer, `${pointer}/0`].find((at) => Object.hasOwn(plan.origins, at));
    const origin = written === undefined ? undefined : findOrigin(plan, written);
    return { path, value, shown: showPlanValue(leaf), ...(origin === undefined ? {} : { origin }) };
  });
}
