import type { Simulation } from '@tsk/runtime/simulate';
import { showDuration, showShare, wrap } from './show.ts';

type Row = readonly [label: string, plan: string, oracle: string, atTarget: string];

/** The summary of a simulation beside what perfect foresight would have made of the same load. */
export function renderFigures({ summary, oracle, oracleAtTarget }: Simulation, width: number): string {
  const rows: readonly Row[] = [
    ['', 'this plan', 'oracle', `oracle at ${showShare(oracleAtTarget.target)}`],
    ['instance-hours', hours(summary.instanceHours), hours(oracle.instanceHours), hours(oracleAtTarget.instanceHours)],
    [
      '  ÷ oracle',
      times(summary.oracleRatio),
      times(1),
      times(relate(oracleAtTarget.instanceHours, oracle.instanceHours)),
    ],
    ['cost', money(summary.cost), money(oracle.cost), money(oracleAtTarget.cost)],
    ['most instances', `${summary.peakInstances}`, `${oracle.mostRequired}`, `${oracleAtTarget.mostRequired}`],
    ['violating minutes', `${summary.violationMinutes}`, '0', '–'],
    ['score', times(summary.score), times(1), '–'],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[column] ?? 0) + 3)))
      .join(''),
  );
  const rest = [
    `late or dropped ${showShare(summary.lateShare)} of the requests, dropped ${showShare(summary.droppedShare)}`,
    `response time ${showDuration(summary.meanMs)} in the mean, 99th percentile ${showDuration(summary.worstP99Ms)} at the worst`,
    `utilisation ${showShare(summary.meanUtilisation)} in the mean; ${count(summary.events, 'change')}, ${count(summary.flaps, 'flap')}`,
  ];
  return [...table, '', ...rest.flatMap((line) => wrap(line, width))].join('\n');
}

function hours(number: number): string {
  return number.toFixed(1);
}

function money(number: number): string {
  return number.toFixed(2);
}

function times(number: number): string {
  return number.toFixed(2);
}

function relate(part: number, whole: number): number {
  return whole > 0 ? part / whole : 1;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
