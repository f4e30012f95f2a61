import type { Lane } from './picture.ts';

/** The range of a value axis, and the distance of its marks. */
export interface ValueScale {
  readonly most: number;
  readonly interval: number;
}

/** Marks closer than this, in pixels, cannot be read. */
const markDistance = 34;

/** A scale from 0 that holds all values of a lane, and those thresholds that do not lie far above them. */
export function scaleOf(lane: Extract<Lane, { kind: 'plot' }>, height: number): ValueScale {
  const highest = lane.series.reduce(
    (most, { points, upper = [] }) => [...points, ...upper].reduce((top, [, value]) => Math.max(top, value ?? 0), most),
    0,
  );
  const near = lane.thresholds.map(({ value }) => value).filter((value) => value <= 2 * highest || highest === 0);
  // Some room above, so that what is highest does not touch the title.
  const wanted = Math.max(highest, ...near) * 1.06 || 1;
  const marks = Math.max(1, Math.floor(height / markDistance));
  const interval = niceDistance(wanted / marks, lane.unit === 'count' ? 1 : 0);
  const most = Math.ceil(wanted / interval - 1e-9) * interval;
  const isWhole = lane.unit === 'ratio' && highest <= 1 && most > 1;
  return isWhole ? { most: 1, interval: marks < 2 ? 1 : 0.5 } : { most, interval };
}

/** The powers of ten between which all values of a lane lie. */
export function logRangeOf(lane: Extract<Lane, { kind: 'plot' }>): { readonly min: number; readonly max: number } {
  const drawn = lane.series.flatMap(({ points, upper = [] }) => [...points, ...upper]).map(([, value]) => value ?? 0);
  const values = [...drawn, ...lane.thresholds.map(({ value }) => value)].filter((value) => value > 0);
  const power = (value: number, round: (exponent: number) => number): number => 10 ** round(Math.log10(value));
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = values.reduce((high, value) => Math.max(high, value), 0);
  return values.length === 0 ? { min: 1, max: 10 } : { min: power(least, Math.floor), max: power(most, Math.ceil) };
}

/** A round number that is not below the value: 1, 2, 2.5 or 5 times a power of ten. */
function niceDistance(value: number, least: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = power >= 10 || least === 0 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  const found = steps.map((step) => step * power).find((distance) => distance >= value * (1 - 1e-9)) ?? 10 * power;
  return Math.max(least, found);
}

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** Distances of marks that people count in. */
const distances: readonly number[] = [
  ...[1, 5, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * day),
];

/** The distance of marks on a time axis of which about `marks` find room. */
export function timeDistance(durationMs: number, marks: number): number {
  return distances.find((distance) => distance * marks >= durationMs) ?? durationMs;
}

/** A moment on an axis: a clock time, with the day where there are several; seconds only where they are needed. */
export function showMoment(ms: number, distanceMs: number, durationMs: number): string {
  const total = Math.round(ms / second);
  const two = (number: number): string => String(number).padStart(2, '0');
  const dayNumber = Math.floor(total / 86_400);
  const clock = `${two(Math.floor(total / 3600) % 24)}:${two(Math.floor(total / 60) % 60)}`;
  if (durationMs <= day) return distanceMs < minute ? `${clock}:${two(total % 60)}` : dayNumber > 0 ? '24:00' : clock;
  return distanceMs >= day || total % 86_400 === 0 ? `day ${dayNumber + 1}` : clock;
}
