import { showDuration } from '@tsk/runtime/simulate';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances of marks that people count in. */
const distances: readonly number[] = [
  second,
  5 * second,
  15 * second,
  30 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  30 * day,
  90 * day,
];

/** Columns that a mark needs, with its label and a space. */
const markWidth = 10;

/** The axis below a chart of `places` columns, with marks at round times and their labels: two lines. */
export function renderTimeAxis(durationMs: number, places: number, labelWidth: number): readonly string[] {
  const wanted = (durationMs * markWidth) / places;
  const distance = distances.find((candidate) => candidate >= wanted) ?? durationMs;
  const line = Array.from({ length: places }, () => '─');
  const labels = Array.from({ length: places }, () => ' ');
  for (let atMs = 0; atMs < durationMs; atMs += distance) {
    const place = Math.min(places - 1, Math.round((atMs / durationMs) * places));
    const label = atMs === 0 ? '0' : showDuration(atMs);
    if (place + label.length > places) break;
    line[place] = '┬';
    for (const [offset, character] of [...label].entries()) labels[place + offset] = character;
  }
  const indent = ' '.repeat(labelWidth + 1);
  return [`${indent}└${line.join('')}`, `${indent} ${labels.join('').trimEnd()}`];
}
