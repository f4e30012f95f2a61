import { type ReachMetric, triggerScore } from './reach-metric.ts';

/** A count from which one direction calls the other. */
export interface Flapping {
  readonly direction: 'scale_up' | 'scale_down';
  readonly from: number;
  readonly to: number;
  /** The value of the signal at which the first step is taken, just past it, and what it then falls or rises to. */
  readonly before: number;
  readonly after: number;
}

/** Bounds and factors of `weighted_excess`. */
export interface FlappingRange {
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly upFactor: number;
  readonly downFactor: number;
}

/** Counts beyond this are not tried: the rounding that makes small counts flap no longer matters there. */
const mostTried = 200;

/**
 * Finds a count at which a step that `weighted_excess` takes brings one signal, which the instances share, so far that the
 * opposite direction acts at once. The load stays the same: n instances at v are m instances at v · n / m.
 */
export function findFlapping({ high, low }: ReachMetric, range: FlappingRange): Flapping | undefined {
  const [up, down] = [high * (1 + triggerScore), low * (1 - triggerScore)];
  const { minInstances, maxInstances, upFactor, downFactor } = range;
  for (let from = Math.max(1, minInstances); from <= Math.min(maxInstances, minInstances + mostTried); from++) {
    const more = Math.min(maxInstances, Math.ceil(from * upFactor));
    const raised = (up * from) / more;
    if (more > from && raised < down && up < 1)
      return { direction: 'scale_up', from, to: more, before: up, after: raised };
    const fewer = Math.max(minInstances, 1, Math.floor(from * downFactor));
    const lowered = (down * from) / fewer;
    if (fewer < from && lowered > up) return { direction: 'scale_down', from, to: fewer, before: down, after: lowered };
  }
  return undefined;
}
