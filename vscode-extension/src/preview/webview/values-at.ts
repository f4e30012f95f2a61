import { type Picture, type Point, type Series, showCell } from '@tsk/runtime/charts';

type Lane = Picture['lanes'][number];

/** What the series of a lane are at a place of the axis, as people write it: `ready 4`. */
export function valuesAt(lane: Lane, at: number): readonly string[] {
  if (lane.kind === 'strip') {
    return lane.rows.flatMap(({ label, bands }) =>
      bands.some(({ from, to }) => from <= at && at <= to) ? [label] : [],
    );
  }
  return lane.series.flatMap((series) => {
    const value = readSeries(series, series.points, at);
    if (value === null) return [];
    const shown = showCell(value, lane.unit);
    if (series.upper === undefined) return [`${series.label} ${shown}`];
    const high = readSeries(series, series.upper, at);
    return [`${series.label} ${shown}${high === null ? '' : ` to ${showCell(high, lane.unit)}`}`];
  });
}

function readSeries({ kind }: Series, points: readonly Point[], at: number): number | null {
  const next = lowerBound(points, at);
  const [before, after] = [points[next - 1], points[next]];
  if (after?.[0] === at || before === undefined) return after?.[1] ?? null;
  const isStepped = kind === 'steps' || kind === 'step-area';
  if (isStepped || after === undefined) return before[1];
  return at - before[0] < after[0] - at ? before[1] : after[1];
}

/** Position of the first point that does not lie before a place. */
function lowerBound(points: readonly Point[], at: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
