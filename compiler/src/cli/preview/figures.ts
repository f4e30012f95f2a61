import {
  type PreviewResult,
  type SummaryFigures,
  showDuration,
  showNumber,
  showShare,
  wrapText,
} from '@tsk/runtime/simulate';
import { alignTable } from './align-table.ts';

/** The summary of a simulation beside the other runs and what perfect foresight would have made of the same load. */
export function renderFigures(
  { run, oracle, oracleAtTarget }: PreviewResult,
  others: ReadonlyMap<string, SummaryFigures>,
  width: number,
): string {
  const { summary } = run;
  const read = (name: string): readonly number[] => [summary, ...others.values()].map((figures) => figures[name] ?? 0);
  const atTarget = oracle.instanceHours > 0 ? oracleAtTarget.instanceHours / oracle.instanceHours : 1;
  const rows = [
    ['', 'this plan', ...others.keys(), 'oracle', `oracle at ${showShare(oracleAtTarget.target)}`],
    ['instance-hours', ...[...read('instance_hours'), oracle.instanceHours, oracleAtTarget.instanceHours].map(tenths)],
    ['  ÷ oracle', ...[...read('oracle_ratio'), 1, atTarget].map(hundredths)],
    ['cost', ...[...read('cost'), oracle.cost, oracleAtTarget.cost].map(hundredths)],
    ['most instances', ...[...read('peak_instances'), oracle.mostRequired, oracleAtTarget.mostRequired].map(String)],
    ['violating minutes', ...read('violation_minutes').map(String), '0', '–'],
    ['worst p99', ...read('worst_p99_ms').map(showDuration), '–', '–'],
    ['changes', ...read('events').map(String), '–', '–'],
    ['score', ...read('score').map(hundredths), hundredths(1), '–'],
  ];
  const rest = [
    `late or dropped ${share(summary, 'late_share')} of the requests, dropped ${share(summary, 'dropped_share')}`,
    `response time ${showDuration(summary['mean_ms'] ?? 0)} in the mean, 99th percentile ${showDuration(summary['worst_p99_ms'] ?? 0)} at the worst`,
    `utilisation ${share(summary, 'mean_utilisation')} in the mean; ${count(summary, 'events', 'change')}, ${count(summary, 'flaps', 'flap')}`,
  ];
  return [...alignTable(rows, width), '', ...rest.flatMap((line) => wrapText(line, width))].join('\n');
}

/** The same plan where instances take other times to start. */
export function renderStartUps({ startUps }: PreviewResult): string {
  const rows = startUps.map(({ startUpMs, summary }) => [
    showDuration(startUpMs),
    String(summary['violation_minutes'] ?? 0),
    tenths(summary['instance_hours'] ?? 0),
    hundredths(summary['cost'] ?? 0),
    hundredths(summary['score'] ?? 0),
  ]);
  const head = ['if starting takes', 'violating minutes', 'instance-hours', 'cost', 'score'];
  return alignTable([head, ...rows], Number.POSITIVE_INFINITY).join('\n');
}

function tenths(number: number): string {
  return number.toFixed(1);
}

function hundredths(number: number): string {
  return number.toFixed(2);
}

function share(summary: SummaryFigures, name: string): string {
  return showShare(summary[name] ?? 0);
}

function count(summary: SummaryFigures, name: string, word: string): string {
  const number = showNumber(summary[name] ?? 0);
  return `${number} ${word}${number === '1' ? '' : 's'}`;
}
