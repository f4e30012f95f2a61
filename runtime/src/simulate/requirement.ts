import { lateShare, type QueueModel } from './queue.ts';

/** Share of the requests that may be late or dropped without violating the objective. */
export const TOLERATED_LATE_SHARE = 0.01;

/** No requirement is looked for beyond so many instances. */
export const MOST_INSTANCES = 10_000;

/** Gives the fewest instances that a rate of requests needs. */
export type Requirement = (rate: number) => number;

/** The fewest instances with which at most 1 % of the requests wait longer than the objective allows. */
export function objectiveRequirement(model: QueueModel): Requirement {
  const bearable = new Map<number, number>();
  const bears = (instances: number, rate: number): boolean => {
    if (rate <= 0) return true;
    const known = bearable.get(instances);
    const most = known ?? findBearableRate(model, instances);
    if (known === undefined) bearable.set(instances, most);
    return rate <= most;
  };
  // The load of the next step is mostly close to that of the last.
  let count = 0;
  return (rate) => {
    const least = Math.floor(rate / model.perInstance);
    if (least >= MOST_INSTANCES) return least + 1;
    count = Math.max(count, least);
    while (!bears(count, rate)) count += 1;
    while (count > least && bears(count - 1, rate)) count -= 1;
    return count;
  };
}

/** The fewest instances whose utilisation stays at or below a target. */
export function targetRequirement({ perInstance }: QueueModel, target: number): Requirement {
  return (rate) => Math.max(0, Math.ceil(rate / (perInstance * target) - 1e-9));
}

/** The highest rate that so many instances bear, to the last bit: there are 53 of them. */
function findBearableRate(model: QueueModel, instances: number): number {
  let [low, high] = [0, instances * model.perInstance];
  for (let bit = 0; bit < 53; bit++) {
    const middle = (low + high) / 2;
    if (lateShare(model, middle, instances) <= TOLERATED_LATE_SHARE) low = middle;
    else high = middle;
  }
  return low;
}
