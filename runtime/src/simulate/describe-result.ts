import type { PreviewResult, PreviewRun } from './preview.ts';
import { showDuration, showNumber, showShare, showTime } from './show.ts';

/** What will happen and why, in three to six sentences. */
export function describeResult(result: PreviewResult): readonly string[] {
  return [
    describeCourse(result),
    describeUsers(result),
    describeShortage(result),
    describeCost(result),
    ...listObstacles(result),
  ];
}

function describeCourse({ service, title, run, scaling }: PreviewResult): string {
  const { ready, desired } = run.columns;
  const least = desired.reduce((low, count) => Math.min(low, count), desired[0] ?? 0);
  const most = figure(run, 'peak_instances');
  const changes = count(figure(run, 'events'), 'change');
  const flaps = figure(run, 'flaps');
  const range = least === most ? `keeps ${count(most, 'instance')}` : `runs ${least} to ${count(most, 'instance')}`;
  const nervous =
    flaps > 0
      ? `, ${showNumber(flaps)} of which ${flaps === 1 ? 'turns' : 'turn'} the one before around within ten minutes`
      : '';
  const never = ready.length === 0 ? ' Nothing is simulated.' : '';
  return `Under the ${title}, ${service} ${range} by the rule ${scaling.scoring}, in ${changes}${nervous}.${never}`;
}

function describeUsers({ run, simulation }: PreviewResult): string {
  const minutes = figure(run, 'violation_minutes');
  const worst = showDuration(figure(run, 'worst_p99_ms'));
  const objective = showDuration(simulation.sloMs);
  if (minutes === 0) {
    return `In no minute do more than 1 % of the requests wait longer than ${objective}; the 99th percentile of the response time is ${worst} at the most.`;
  }
  const dropped = figure(run, 'dropped_share');
  const lost = dropped > 0 ? `, and ${showShare(dropped)} of all requests are dropped` : '';
  return `In ${count(minutes, 'minute')} more than 1 % of the requests wait longer than ${objective}${lost}; the 99th percentile of the response time reaches ${worst}.`;
}

/** The longest time with too few instances, and how long the rule took to answer it. */
function describeShortage({ run, oracle, steps, stepMs, simulation }: PreviewResult): string {
  const { ready, load } = run.columns;
  const shortage = findLongestShortage(ready, oracle.required);
  if (shortage === undefined) return 'There are always as many instances ready as the load needs.';
  const { from, to } = shortage;
  const [startMs, lengthMs] = [from * stepMs, (to - from) * stepMs];
  const short = `From ${showTime(startMs)} on, with ${showNumber(load[from] ?? 0)} requests per second, the load needs more instances than the ${ready[from] ?? 0} that are ready`;
  const lasting =
    to < steps ? `it takes ${showDuration(lengthMs)} until there are enough` : 'there are too few until the end';
  const before = run.decisions.findLast(({ atMs, action }) => action === 'scale_up' && atMs <= startMs);
  if (before !== undefined && startMs - before.atMs < simulation.startUpMs) {
    return `${short}; those that were asked for at ${showTime(before.atMs)} still start: ${lasting}.`;
  }
  const answer = run.decisions.find(({ atMs, action }) => action === 'scale_up' && atMs > startMs);
  if (answer === undefined || answer.atMs > startMs + lengthMs) return `${short}; the rule adds none then: ${lasting}.`;
  const reaction = showDuration(answer.atMs - startMs);
  return `${short}; the rule adds some ${reaction} later, which then take ${showDuration(simulation.startUpMs)} to start: ${lasting}.`;
}

/** The longest run of steps, the end not included, in which fewer instances are ready than are needed. */
function findLongestShortage(
  ready: readonly number[],
  required: readonly number[],
): { readonly from: number; readonly to: number } | undefined {
  let longest: { readonly from: number; readonly to: number } | undefined;
  let from = -1;
  for (let step = 0; step <= ready.length; step++) {
    const isShort = step < ready.length && (ready[step] ?? 0) < (required[step] ?? 0);
    if (isShort && from < 0) from = step;
    if (isShort || from < 0) continue;
    if (longest === undefined || step - from > longest.to - longest.from) longest = { from, to: step };
    from = -1;
  }
  return longest;
}

function describeCost({ run, oracle, oracleAtTarget }: PreviewResult): string {
  const hours = figure(run, 'instance_hours');
  const relation = showNumber(figure(run, 'oracle_ratio'));
  return `It costs ${figure(run, 'cost').toFixed(2)} for ${showNumber(hours)} instance-hours, ${relation} times the ${showNumber(oracle.instanceHours)} of perfect foresight (${showNumber(oracleAtTarget.instanceHours)} where that keeps to a utilisation of ${showShare(oracleAtTarget.target)}).`;
}

/** What the plan itself stands in the way of. */
function listObstacles({ oracle, scaling, run }: PreviewResult): readonly string[] {
  const { maxInstances, enabled, minInstances } = scaling;
  if (enabled && oracle.mostRequired > maxInstances) {
    return [
      `The load needs up to ${oracle.mostRequired} instances and the maximum is ${maxInstances}: no rule could avoid that users wait.`,
    ];
  }
  const isIdle = enabled && figure(run, 'events') === 0 && oracle.mostRequired <= minInstances;
  return isIdle ? [`The minimum of ${minInstances} bears all of the load, so that scaling has nothing to do.`] : [];
}

/** A figure of a run's summary; 0 where it has none of that name. */
export function figure({ summary }: Pick<PreviewRun, 'summary'>, name: string): number {
  return summary[name] ?? 0;
}

function count(number: number, word: string): string {
  return `${showNumber(number)} ${word}${number === 1 ? '' : 's'}`;
}
