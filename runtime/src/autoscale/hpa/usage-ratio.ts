import type { PodSamples } from './pods.ts';

/** How far on average the pods use what they may. */
export interface UsageRatio {
  /** Use over target: 1 is just right. */
  readonly ratio: number;
  /** What the ratio is made of: a whole percentage of what is requested, or a whole mean value. */
  readonly usage: number;
  /** Mean value of a pod. */
  readonly mean: number;
}

/** How far from 1 a ratio may be before anything is done about it, in each direction. */
export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

/** Kubernetes' tolerance, where a direction does not set its own. */
export const defaultTolerance: Tolerance = { up: 0.1, down: 0.1 };

/** Whether a ratio is near enough to 1 to be left alone; both ends are. */
export function isWithin(ratio: number, { up, down }: Tolerance): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/**
 * Use of a resource against the requests of the pods that have both, with `target` in percent. The percentage is cut to
 * a whole one before it is compared, as Kubernetes does in 64-bit integers. Undefined where no measured pod requests anything.
 */
export function resourceUsageRatio(
  samples: PodSamples,
  requests: ReadonlyMap<string, number>,
  target: number,
): UsageRatio | undefined {
  let used = 0;
  let requested = 0;
  let count = 0;
  for (const [name, { value }] of samples) {
    const request = requests.get(name);
    if (request === undefined) continue;
    used += value;
    requested += request;
    count++;
  }
  if (requested === 0) return undefined;
  const usage = Math.trunc((used * 100) / requested);
  return { ratio: usage / target, usage, mean: Math.trunc(used / count) };
}

/** Mean value of the pods against a target for the mean, which is cut to a whole number first. */
export function meanUsageRatio(samples: PodSamples, target: number): UsageRatio {
  const total = [...samples.values()].reduce((sum, { value }) => sum + value, 0);
  const mean = Math.trunc(total / samples.size);
  return { ratio: mean / target, usage: mean, mean };
}
