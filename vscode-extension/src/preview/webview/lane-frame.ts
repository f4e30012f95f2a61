import type { Picture } from '@tsk/runtime/charts';
import type { Part } from './picture-parts.ts';

/** Where the plot of a lane is, in pixels of the chart. */
export interface LaneFrame {
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly width: number;
}

/** A rectangle in pixels of the chart. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How values become pixels: the height at which a value of a lane is, and the distance from the left of a place of the axis. */
export interface Scales {
  readonly y: (lane: number, value: number) => number;
  readonly x: (at: number) => number;
}

/** Pixels that a mark, a line or a band may be missed by. */
const REACH = 8;

/** Labels of thresholds stand right of the plot. */
const MARGIN = 100;

/** The frames of the lanes, from the option of a chart. */
export function framesOf(option: object, width: number): readonly LaneFrame[] {
  const grid: unknown = Reflect.get(option, 'grid');
  return (Array.isArray(grid) ? grid : [grid]).map((one: unknown) => {
    const read = (name: string): number => Number(typeof one === 'object' && one !== null ? Reflect.get(one, name) : 0);
    return {
      top: read('top'),
      height: read('height'),
      left: read('left'),
      width: width - read('left') - read('right'),
    };
  });
}

/** The box around a part: of a threshold the line, of a row its height, of a series the whole lane. */
export function boxOf(
  { kind, index, lane }: Part,
  picture: Picture,
  frames: readonly LaneFrame[],
  scales: Scales,
): Box {
  const { top, height, left, width } = frames[lane] ?? { top: 0, height: 0, left: 0, width: 0 };
  const drawn = picture.lanes[lane];
  if (kind === 'row' && drawn?.kind === 'strip') {
    const row = height / Math.max(1, drawn.rows.length);
    return { left, width: width + MARGIN, top: top + index * row, height: row };
  }
  const value = drawn?.kind === 'plot' && kind === 'threshold' ? drawn.thresholds[index]?.value : undefined;
  const y = value === undefined ? Number.NaN : scales.y(lane, value);
  // A threshold far above the values is not drawn: its lane stands for it.
  if (!(y >= top - 2 && y <= top + height + 2)) return { left, width, top: top - 4, height: height + 8 };
  return { left, width: width + MARGIN, top: y - 8, height: 16 };
}

/** The part at a point: a mark, else a threshold with its label, else a band. Undefined where there is none. */
export function partAt(
  { x, y }: { readonly x: number; readonly y: number },
  parts: readonly Part[],
  picture: Picture,
  frames: readonly LaneFrame[],
  scales: Scales,
): Part | undefined {
  const lane = laneAt(y, frames);
  const frame = frames[lane];
  const drawn = picture.lanes[lane];
  if (frame === undefined || drawn === undefined || x < frame.left - REACH) return undefined;
  const here = parts.filter((part) => part.lane === lane);
  if (drawn.kind === 'strip') {
    const row = Math.floor(((y - frame.top) / frame.height) * drawn.rows.length);
    const isLabel = x > frame.left + frame.width;
    const isHit = isLabel || drawn.rows[row]?.bands.some((band) => isWithin(x, scales.x(band.from), scales.x(band.to)));
    return isHit === true ? here.find(({ index }) => index === row) : undefined;
  }
  const marks = here.filter(({ kind }) => kind === 'mark').map((part) => ({ part, far: distance(part) }));
  const nearest = marks.toSorted((left, right) => left.far - right.far)[0];
  if (nearest !== undefined && nearest.far <= REACH) return nearest.part;
  return here.find(
    ({ kind, index }) =>
      kind === 'threshold' && Math.abs(scales.y(lane, drawn.thresholds[index]?.value ?? Number.NaN) - y) <= REACH,
  );

  function distance({ index }: Part): number {
    const mark = drawn?.kind === 'plot' ? drawn.marks[index] : undefined;
    if (mark === undefined) return Number.POSITIVE_INFINITY;
    const own = Math.hypot(scales.x(mark.at) - x, scales.y(lane, mark.value) - y);
    // A numbered mark has its number at the top of the lane.
    const numbered = mark.number === undefined ? own : Math.hypot(scales.x(mark.at) - x, (frame?.top ?? 0) - y);
    return Math.min(own, numbered);
  }
}

/** Position of the lane at a height; -1 where there is none. */
export function laneAt(y: number, frames: readonly LaneFrame[]): number {
  return frames.findIndex(({ top, height }) => y >= top - REACH && y <= top + height + REACH);
}

function isWithin(x: number, from: number, to: number): boolean {
  return x >= from - REACH / 2 && x <= to + REACH / 2;
}
