import { figure } from '../simulate/describe-result.ts';
import type { PreviewResult, PreviewRun } from '../simulate/preview.ts';
import type { DataTable } from './picture.ts';

/** Rows of the table of the course of a simulation: as many as somebody may want to read. */
const MOST_ROWS = 48;

/** The course of a simulation: what there was at the beginning of each of at most 48 equal parts, and the worst within it. */
export function courseTable({ run, oracle, steps, stepMs }: PreviewResult): DataTable {
  const { load, desired, starting, ready, draining, utilisation, p50Ms, p95Ms, p99Ms, late, dropped, cost } =
    run.columns;
  const per = Math.max(1, Math.ceil(steps / MOST_ROWS));
  const rows = Array.from({ length: Math.ceil(steps / per) }, (_, index) => {
    const from = index * per;
    const most = (values: readonly number[]): number =>
      values.slice(from, from + per).reduce((a, b) => Math.max(a, b), 0);
    const sum = (values: readonly number[]): number => values.slice(from, from + per).reduce((a, b) => a + b, 0);
    const counts = [load, oracle.required, desired, starting, ready, draining].map(most);
    return [from * stepMs, ...counts, ...[utilisation, p50Ms, p95Ms, p99Ms, late].map(most), sum(dropped), sum(cost)];
  });
  return {
    caption: 'Course: the highest value in the time from each row to the next',
    columns: [
      { name: 'from', unit: 'time' },
      { name: 'load', unit: 'perSecond' },
      { name: 'needed', unit: 'count' },
      { name: 'desired', unit: 'count' },
      { name: 'starting', unit: 'count' },
      { name: 'ready', unit: 'count' },
      { name: 'draining', unit: 'count' },
      { name: 'utilisation', unit: 'ratio' },
      { name: 'p50', unit: 'ms' },
      { name: 'p95', unit: 'ms' },
      { name: 'p99', unit: 'ms' },
      { name: 'late', unit: 'ratio' },
      { name: 'dropped, all', unit: 'count' },
      { name: 'cost, all', unit: 'money' },
    ],
    rows,
  };
}

/** Rows of the table of decisions. */
const MOST_DECISIONS = 200;

/** The decisions that change the count, with their reasons. */
export function decisionsTable({ run }: PreviewResult): DataTable {
  const changes = run.decisions.filter(({ action }) => action !== 'none');
  const left = changes.length - MOST_DECISIONS;
  return {
    caption: left > 0 ? `Decisions: the first ${MOST_DECISIONS} of ${changes.length} changes` : 'Decisions',
    columns: [
      { name: 'time', unit: 'time' },
      { name: 'from', unit: 'count' },
      { name: 'to', unit: 'count' },
      { name: 'wanted', unit: 'count' },
      { name: 'reason', unit: 'text' },
    ],
    rows: changes
      .slice(0, MOST_DECISIONS)
      .map(({ atMs, from, to, wanted, reason }) => [atMs, from, to, wanted, reason]),
  };
}

/** A run with what to call it. */
export interface NamedRun {
  readonly name: string;
  readonly run: Pick<PreviewRun, 'summary'>;
}

/** The figures of several runs of one load beside each other and beside the oracle. */
export function figuresTable(runs: readonly NamedRun[], { oracle }: PreviewResult): DataTable {
  const rows = runs.map(({ name, run }) => [
    name,
    figure(run, 'instance_hours'),
    figure(run, 'oracle_ratio'),
    figure(run, 'cost'),
    figure(run, 'peak_instances'),
    figure(run, 'violation_minutes'),
    figure(run, 'late_share'),
    figure(run, 'worst_p99_ms'),
    figure(run, 'events'),
    figure(run, 'flaps'),
    figure(run, 'score'),
  ]);
  return {
    caption: 'Figures; a score of 1 is perfect',
    columns: [
      { name: '', unit: 'text' },
      { name: 'instance-hours', unit: 'count' },
      { name: '÷ oracle', unit: 'factor' },
      { name: 'cost', unit: 'money' },
      { name: 'most instances', unit: 'count' },
      { name: 'violating minutes', unit: 'count' },
      { name: 'late or dropped', unit: 'ratio' },
      { name: 'worst p99', unit: 'ms' },
      { name: 'changes', unit: 'count' },
      { name: 'flaps', unit: 'count' },
      { name: 'score', unit: 'factor' },
    ],
    rows: [...rows, ['oracle', oracle.instanceHours, 1, oracle.cost, oracle.mostRequired, 0, '', '', '', '', 1]],
  };
}

/** How much depends on the time that an instance takes to start; undefined where that was not asked. */
export function startUpsTable({ startUps }: PreviewResult): DataTable | undefined {
  if (startUps.length === 0) return undefined;
  return {
    caption: 'If instances took another time to start',
    columns: [
      { name: 'start-up', unit: 'ms' },
      { name: 'violating minutes', unit: 'count' },
      { name: 'instance-hours', unit: 'count' },
      { name: '÷ oracle', unit: 'factor' },
      { name: 'cost', unit: 'money' },
      { name: 'score', unit: 'factor' },
    ],
    rows: startUps.map(({ startUpMs, summary }) => [
      startUpMs,
      ...['violation_minutes', 'instance_hours', 'oracle_ratio', 'cost', 'score'].map((name) => summary[name] ?? 0),
    ]),
  };
}
