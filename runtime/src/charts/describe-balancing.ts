import type { BalancingOutcome, InstanceOutcome } from '../simulate/balancing-run.ts';
import type { BalancingPreview } from '../simulate/preview-balancing.ts';
import { showDuration, showNumber, showShare, showTime } from '../simulate/show.ts';
import type { BandRow, DataTable, Lane, Picture, Role, Series } from './picture.ts';

const roles: readonly Role[] = ['load', 'other1', 'other2', 'other3', 'other4', 'other5', 'other6', 'needed'];

/** More lines than this cannot be told apart; the table has all. */
const MOST_LINES = 8;

/** The picture of a preview of the balancing: for each algorithm, what came to each instance over time. */
export function describeBalancing(preview: BalancingPreview): Picture {
  const { service, outcomes, rate, durationMs, notes } = preview;
  const strip = failureLane(preview);
  return {
    version: 1,
    title: `${service}: ${showNumber(rate)} requests per second over ${outcomes[0]?.instances.length ?? 0} instances, ${showDuration(durationMs)}`,
    axis: { kind: 'time', durationMs },
    lanes: [...outcomes.map((outcome) => outcomeLane(outcome, preview)), ...(strip === undefined ? [] : [strip])],
    summary: listSentences(preview),
    tables: [algorithmsTable(outcomes), ...outcomes.map(instancesTable)],
    notes,
  };
}

function outcomeLane({ algorithm, instances }: BalancingOutcome, { bucketMs, algorithm: own }: BalancingPreview): Lane {
  return {
    kind: 'plot',
    id: algorithm,
    title: `${algorithm}${algorithm === own ? ' (the plan)' : ''}, requests per second`,
    unit: 'perSecond',
    weight: 3,
    logarithmic: false,
    series: instances.slice(0, MOST_LINES).map((instance, index) => instanceSeries(instance, index, bucketMs)),
    thresholds: [],
    marks: [],
  };
}

function instanceSeries({ name, perSecond }: InstanceOutcome, index: number, bucketMs: number): Series {
  return {
    id: `instance-${index}`,
    label: name,
    role: roles[index % roles.length] ?? 'load',
    kind: 'steps',
    points: [...perSecond, perSecond.at(-1) ?? 0].map((rate, bucket) => [bucket * bucketMs, rate]),
  };
}

function failureLane({ failure, noticeMs, outcomes }: BalancingPreview): Lane | undefined {
  const name = failure === null ? undefined : outcomes[0]?.instances[failure.instance]?.name;
  if (failure === null || name === undefined) return undefined;
  const row = (id: string, label: string, role: Role, toMs: number, text: string): BandRow => ({
    id,
    label,
    role,
    bands: [{ from: failure.fromMs, to: toMs, text }],
  });
  return {
    kind: 'strip',
    id: 'failure',
    title: `Failure of ${name}`,
    rows: [
      row('down', 'down', 'late', failure.toMs, `${name} does not answer`),
      row('unnoticed', 'not noticed', 'held', failure.fromMs + noticeMs, `requests are still sent to ${name}`),
    ],
  };
}

function listSentences(preview: BalancingPreview): readonly string[] {
  const { outcomes, algorithm, failure, noticeMs } = preview;
  const own = outcomes.find((outcome) => outcome.algorithm === algorithm);
  const [best] = outcomes.toSorted((left, right) => left.p99Ms - right.p99Ms);
  return [
    ...(own === undefined ? [] : [describeOwn(own)]),
    ...(best === undefined || best === own
      ? []
      : [`The lowest 99th percentile has ${best.algorithm}, with ${showDuration(best.p99Ms)}.`]),
    ...(failure === null
      ? []
      : [
          `From ${showTime(failure.fromMs)} to ${showTime(failure.toMs)} an instance fails; ${showDuration(noticeMs)} pass before the others get all requests, and what is sent to it until then fails.`,
        ]),
  ];
}

function describeOwn({ algorithm, instances, requests, failed, p99Ms, meanMs }: BalancingOutcome): string {
  const counts = instances.map((instance) => instance.requests);
  const share = (count: number): string => showShare(requests > 0 ? count / requests : 0);
  return `With ${algorithm}, the algorithm of the plan, an instance gets ${share(Math.min(...counts))} to ${share(Math.max(...counts))} of the requests; a response takes ${showDuration(meanMs)} in the mean and ${showDuration(p99Ms)} at the 99th percentile, and ${share(failed)} of the requests fail.`;
}

function algorithmsTable(outcomes: readonly BalancingOutcome[]): DataTable {
  return {
    caption: 'Algorithms',
    columns: [
      { name: '', unit: 'text' },
      { name: 'requests', unit: 'count' },
      { name: 'failed', unit: 'count' },
      { name: 'mean', unit: 'ms' },
      { name: 'p50', unit: 'ms' },
      { name: 'p99', unit: 'ms' },
    ],
    rows: outcomes.map(({ algorithm, requests, failed, meanMs, p50Ms, p99Ms }) => [
      algorithm,
      requests,
      failed,
      meanMs,
      p50Ms,
      p99Ms,
    ]),
  };
}

function instancesTable({ algorithm, instances, requests }: BalancingOutcome): DataTable {
  const weights = instances.reduce((sum, { weight }) => sum + weight, 0);
  return {
    caption: `Instances with ${algorithm}`,
    columns: [
      { name: '', unit: 'text' },
      { name: 'share of the weights', unit: 'ratio' },
      { name: 'speed', unit: 'factor' },
      { name: 'requests', unit: 'count' },
      { name: 'share of the requests', unit: 'ratio' },
      { name: 'mean', unit: 'ms' },
      { name: 'p99', unit: 'ms' },
    ],
    rows: instances.map((instance) => [
      instance.name,
      weights > 0 ? instance.weight / weights : 0,
      instance.speed,
      instance.requests,
      requests > 0 ? instance.requests / requests : 0,
      instance.meanMs,
      instance.p99Ms,
    ]),
  };
}
