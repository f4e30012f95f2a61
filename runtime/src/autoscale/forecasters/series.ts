import type { HistoryPoint } from './forecaster.ts';

/** Values at equal steps, oldest first. */
export interface Series {
  readonly stepMs: number;
  readonly values: readonly number[];
}

/** Steps of a gap that are filled in any case; a longer one, only as far as there are points after it. */
const FREE_STEPS = 10;

/**
 * Puts a history onto equal steps, the usual distance of its points, by straight lines between them. Of times that do not
 * rise, as after a step back of a clock, the newest stand. History before too long a gap is left out: what would
 * be filled in is not known. Null for fewer than two points.
 */
export function toSeries(history: readonly HistoryPoint[]): Series | null {
  const points = orderedPoints(history);
  const stepMs = medianGap(points);
  if (stepMs === null) return null;
  const kept = afterLongGap(points, stepMs);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return null;

  const steps = Math.round((last.atMs - first.atMs) / stepMs);
  const values: number[] = [];
  let next = 0;
  for (let step = 0; step <= steps; step++) {
    const atMs = last.atMs - (steps - step) * stepMs;
    while (next < kept.length - 1 && (kept[next]?.atMs ?? atMs) < atMs) next++;
    values.push(interpolate(kept[next - 1], kept[next] ?? last, atMs));
  }
  return { stepMs, values };
}

function orderedPoints(history: readonly HistoryPoint[]): readonly HistoryPoint[] {
  const points: HistoryPoint[] = [];
  let beforeMs = Number.POSITIVE_INFINITY;
  for (const point of history.toReversed()) {
    if (!Number.isFinite(point.value) || !isTime(point.atMs) || point.atMs >= beforeMs) continue;
    points.push(point);
    beforeMs = point.atMs;
  }
  return points.reverse();
}

/** Beyond this a number of milliseconds is no time (ECMAScript's range of dates), and the distance of two could be infinite. */
function isTime(atMs: number): boolean {
  return Math.abs(atMs) <= 8.64e15;
}

function medianGap(points: readonly HistoryPoint[]): number | null {
  const gaps = points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? atMs));
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}

function afterLongGap(points: readonly HistoryPoint[], stepMs: number): readonly HistoryPoint[] {
  let filled = 0;
  for (let index = points.length - 1; index > 0; index--) {
    const [older, newer] = [points[index - 1], points[index]];
    if (older === undefined || newer === undefined) break;
    filled += Math.max(0, Math.round((newer.atMs - older.atMs) / stepMs) - 1);
    if (filled > FREE_STEPS + points.length - index) return points.slice(index);
  }
  return points;
}

function interpolate(before: HistoryPoint | undefined, after: HistoryPoint, atMs: number): number {
  if (before === undefined || atMs >= after.atMs) return after.value;
  const share = (atMs - before.atMs) / (after.atMs - before.atMs);
  return before.value + (after.value - before.value) * Math.max(0, share);
}
