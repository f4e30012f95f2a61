import type { PreviewResult } from '../simulate/preview.ts';
import { showDuration } from '../simulate/show.ts';
import type { Lane, Role, Series } from './picture.ts';
import { placed } from './placed.ts';
import { linePoints } from './time-points.ts';

/** Response times as percentiles, with the time that the objective allows. */
export function latencyLane({ run, stepMs, simulation, places }: PreviewResult): Lane {
  const { p50Ms, p95Ms, p99Ms } = run.columns;
  const { sloMs, serviceTimeMs } = simulation;
  const allowed = sloMs + serviceTimeMs;
  const series = (role: Role & ('p50' | 'p95' | 'p99'), values: readonly number[]): Series => ({
    id: role,
    label: role,
    role,
    kind: 'line',
    points: linePoints(values, stepMs),
  });
  const most = p99Ms.reduce((highest, value) => Math.max(highest, value), 0);
  return {
    kind: 'plot',
    id: 'latency',
    title: 'Response time, percentiles',
    unit: 'ms',
    weight: 3,
    logarithmic: most > 4 * allowed,
    series: [series('p99', p99Ms), series('p95', p95Ms), series('p50', p50Ms)],
    thresholds: [
      {
        id: 'objective',
        label: `${showDuration(sloMs)} of waiting + service`,
        value: allowed,
        ...placed(places['/simulation/sloMs']),
      },
    ],
    marks: [],
  };
}

/** The share of the requests that were late or dropped; undefined where nearly none was. */
export function failureLane({ run, stepMs, places }: PreviewResult): Lane | undefined {
  const { late, dropped, arrived } = run.columns;
  const lost = dropped.map((count, index) => ratio(count, arrived[index] ?? 0));
  const unhappy = late.map((share, index) => (lost[index] ?? 0) + share * (1 - (lost[index] ?? 0)));
  if (!unhappy.some((share) => share > 0.005)) return undefined;
  return {
    kind: 'plot',
    id: 'failures',
    title: 'Late or dropped, share of requests',
    unit: 'ratio',
    weight: 2,
    logarithmic: false,
    series: [
      {
        id: 'late',
        label: 'late or dropped',
        role: 'late',
        kind: 'area',
        points: linePoints(unhappy, stepMs),
        ...placed(places['/simulation/sloMs']),
      },
      { id: 'dropped', label: 'dropped', role: 'dropped', kind: 'area', points: linePoints(lost, stepMs) },
    ],
    thresholds: [],
    marks: [],
  };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
