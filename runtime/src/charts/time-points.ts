import { condense } from '../simulate/condense.ts';
import type { Point } from './picture.ts';

/** Points that a series has at most: more than a screen has columns, so that nothing that could be seen is lost. */
const MOST_POINTS = 1000;

/**
 * Values of equal steps as points of a line. Of more steps than `MOST_POINTS`, each part keeps its lowest and its highest value,
 * in the order in which they come, so that no peak is lost.
 */
export function linePoints(values: readonly number[], stepMs: number): readonly Point[] {
  const per = Math.ceil((2 * values.length) / MOST_POINTS);
  if (per <= 2) return values.map((value, index) => [index * stepMs, value]);
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += per) {
    const to = Math.min(values.length, from + per);
    let [low, high] = [from, from];
    for (let index = from; index < to; index++) {
      if ((values[index] ?? 0) < (values[low] ?? 0)) low = index;
      if ((values[index] ?? 0) > (values[high] ?? 0)) high = index;
    }
    for (const index of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      points.push([index * stepMs, values[index] ?? 0]);
    }
  }
  return points;
}

/** Values of equal steps as the points at which they change, and the end. Where that is too often, see `linePoints`. */
export function stepPoints(values: readonly number[], stepMs: number): readonly Point[] {
  const points: Point[] = [];
  for (const [index, value] of values.entries()) {
    if (index === 0 || value !== values[index - 1]) points.push([index * stepMs, value]);
    if (points.length > 2 * MOST_POINTS) return linePoints(values, stepMs);
  }
  const last = values.at(-1);
  return last === undefined ? points : [...points, [values.length * stepMs, last]];
}

/** A line that changes more often than this is a grey block instead of a line. */
const MOST_CHANGES = 160;

/**
 * Values of equal steps as a line among others: where they change too often to be followed, the highest value of each part of
 * the time.
 */
export function envelopePoints(values: readonly number[], stepMs: number): readonly Point[] {
  const points = stepPoints(values, stepMs);
  if (points.length <= MOST_CHANGES) return points;
  const highest = condense(values, MOST_CHANGES);
  return stepPoints(highest, (values.length * stepMs) / highest.length);
}

/** Points of which there may be too many, thinned evenly; the last stays. */
export function thin(points: readonly Point[]): readonly Point[] {
  const per = Math.ceil(points.length / MOST_POINTS);
  return per <= 1 ? points : points.filter((_, index) => index % per === 0 || index === points.length - 1);
}
