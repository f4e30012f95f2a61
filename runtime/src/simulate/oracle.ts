import type { SimulationPlan } from '@tsk/schemas/plan';
import type { Load } from './load.ts';
import { MOST_INSTANCES, type Requirement } from './requirement.ts';

const hourMs = 3_600_000;

/** What perfect foresight makes of a load: no decision rule can pay for less without falling short somewhere. */
export interface Oracle {
  /** Instances that are needed in each step; more than `MOST_INSTANCES` are not counted. */
  readonly required: Float64Array;
  /** The most that are needed in any step. */
  readonly mostRequired: number;
  readonly instanceHours: number;
  readonly cost: number;
}

/**
 * The cheapest fleet that has what each step requires ready in time. It starts instances ahead of need, pays while they start
 * and drain, and keeps one through a gap that is shorter than draining and starting together. What one instance does depends
 * on no other, so that each level (the first instance, the second …) can be settled by itself, which makes the sum the least.
 */
export function consultOracle(
  load: Load,
  requirement: Requirement,
  minInstances: number,
  { startUpMs, drainMs, costPerInstanceHour }: SimulationPlan,
): Oracle {
  const { rates, stepMs } = load;
  const required = rates.map((rate) => Math.max(minInstances, Math.min(MOST_INSTANCES, requirement(rate))));
  const paid = countPaidSteps(required, Math.ceil(startUpMs / stepMs), Math.ceil(drainMs / stepMs));
  const instanceHours = (paid * stepMs) / hourMs;
  const mostRequired = required.reduce((most, count) => Math.max(most, count), 0);
  return { required, mostRequired, instanceHours, cost: instanceHours * costPerInstanceHour };
}

/**
 * Steps that are paid for, over all levels: those that serve; of a gap, as many as starting and draining take, or all of it if
 * that is less; before the first use the start, after the last the draining, as far as they lie within the time.
 */
function countPaidSteps(required: Float64Array, startUp: number, drain: number): number {
  let paid = 0;
  let level = 0;
  /** For each level, the step after its last use; those that are in use now are not looked at. */
  const ends: number[] = [];
  required.forEach((count, step) => {
    paid += count;
    for (; level > count; level--) ends[level - 1] = step;
    for (; level < count; level++) {
      const end = ends[level];
      paid += end === undefined ? Math.min(step, startUp) : Math.min(step - end, startUp + drain);
    }
  });
  for (let idle = level; idle < ends.length; idle++) {
    const end = ends[idle];
    if (end !== undefined) paid += Math.min(required.length - end, drain);
  }
  return paid;
}
