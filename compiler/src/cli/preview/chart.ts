import { condense, type PreviewResult, showNumber } from '@tsk/runtime/simulate';
import type { Paint, Style } from '../report/paint.ts';
import { renderTimeAxis } from './time-axis.ts';

/** The most rows that a plot has. */
const mostRows = 8;

const labelWidth = 7;

/** Columns that the frame takes from the width: labels and the axis. */
const frameWidth = labelWidth + 2;

const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One character of a plot, with how to paint it. */
interface Cell {
  readonly text: string;
  readonly style: Style;
}

/** The scale of a plot: each of its rows stands for so much. */
interface Scale {
  readonly rows: number;
  readonly perRow: number;
}

/**
 * Load over time, and below it the instances: those that serve, split where there are more than are needed, those that start
 * on top of them, and points where some are missing. The rows below mark where the count changes, and the times in which requests were late or dropped.
 * No line is wider than `width`.
 */
export function renderChart({ run, oracle, steps, stepMs }: PreviewResult, width: number, paint: Paint): string {
  const { columns, decisions } = run;
  const places = Math.max(10, Math.min(width - frameWidth, steps));
  const load = condense(columns.load, places);
  const ready = condense(columns.ready, places);
  const desired = condense(columns.desired, places);
  const needed = condense(oracle.required, places);
  const dropped = condense(columns.dropped, places);
  const late = condense(columns.late, places);

  const rate: Scale = { rows: mostRows, perRow: niceTop(Math.max(...load)) / mostRows };
  const counts = countScale(Math.max(1, ...desired, ...needed));
  const instanceAt = (place: number, row: number): Cell =>
    instanceCell({ ready: ready[place] ?? 0, desired: desired[place] ?? 0, needed: needed[place] ?? 0 }, counts, row);
  const marks = late.map((share, place) => (share > 0.01 || (dropped[place] ?? 0) > 0 ? '!' : ' ')).join('');
  return [
    'requests per second',
    ...renderPlot(places, rate, paint, (place, row) => ({ text: barAt(load[place] ?? 0, rate, row), style: 'blue' })),
    '',
    'instances: █ needed  ▒ to spare  ░ starting  • missing',
    ...renderPlot(places, counts, paint, instanceAt),
    `${'changes'.padStart(labelWidth)} │${paintRuns(actMarks(decisions, steps * stepMs, places), paint)}`,
    `${'late'.padStart(labelWidth)} │${paint(['red'], marks.trimEnd())}`,
    ...renderTimeAxis(steps * stepMs, places, labelWidth),
  ].join('\n');
}

function instanceCell(
  { ready, desired, needed }: { readonly ready: number; readonly desired: number; readonly needed: number },
  scale: Scale,
  row: number,
): Cell {
  const bar = barAt(ready, scale, row);
  if (bar !== ' ') {
    const isSurplus = row * scale.perRow >= needed && bar === '█';
    return isSurplus ? { text: '▒', style: 'dim' } : { text: bar, style: 'green' };
  }
  if (Math.ceil(needed / scale.perRow) - 1 === row) return { text: '•', style: 'red' };
  return { text: barAt(desired, scale, row) === ' ' ? ' ' : '░', style: 'yellow' };
}

function renderPlot(
  places: number,
  { rows, perRow }: Scale,
  paint: Paint,
  cellAt: (place: number, row: number) => Cell,
): readonly string[] {
  return Array.from({ length: rows }, (_, index) => {
    const row = rows - 1 - index;
    const label = index % 2 === 0 ? showNumber(perRow * (row + 1)) : '';
    const cells = Array.from({ length: places }, (_unused, place) => cellAt(place, row));
    return `${label.padStart(labelWidth)} ${label === '' ? '│' : '┤'}${paintRuns(cells, paint)}`;
  });
}

/** Paints neighbours of one style together, which keeps the text short. */
function paintRuns(cells: readonly Cell[], paint: Paint): string {
  const runs: { text: string; style: Style }[] = [];
  const end = cells.findLastIndex(({ text }) => text !== ' ') + 1;
  for (const { text, style } of cells.slice(0, end)) {
    const last = runs.at(-1);
    if (last !== undefined && (last.style === style || text === ' ')) last.text += text;
    else runs.push({ text, style });
  }
  return runs.map(({ text, style }) => paint([style], text)).join('');
}

/** What a bar of that height shows in a row, counted from the bottom. */
function barAt(value: number, { perRow }: Scale, row: number): string {
  const filled = Math.round((value / perRow - row) * 8);
  // What is there is seen, be it as small as it may.
  const least = row === 0 && value > 0 ? 1 : 0;
  return eighths[Math.max(least, Math.min(8, filled))] ?? ' ';
}

/** Where the count goes up and down: the last change of each place. */
function actMarks(decisions: PreviewResult['run']['decisions'], durationMs: number, places: number): readonly Cell[] {
  const cells: Cell[] = Array.from({ length: places }, () => ({ text: ' ', style: 'dim' }));
  for (const { atMs, action } of decisions) {
    const place = Math.min(places - 1, Math.floor((atMs / durationMs) * places));
    if (action === 'scale_up') cells[place] = { text: '▲', style: 'green' };
    if (action === 'scale_down') cells[place] = { text: '▼', style: 'yellow' };
  }
  return cells;
}

/** Rows of whole instances. */
function countScale(most: number): Scale {
  const perRow = Math.ceil(most / mostRows);
  return { rows: Math.ceil(most / perRow), perRow };
}

/** A round number that is not below the value: 1, 2, 4 or 8 times a power of ten. */
function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 8, 10].map((factor) => factor * power).find((top) => top >= value) ?? 10 * power;
}
