import type { MetricPlan } from '@tsk/schemas/plan';
import { isShared } from '../autoscale/policies/observed.ts';
import type { PreviewDecision, PreviewResult } from '../simulate/preview.ts';
import { forecastSeries } from './forecast-series.ts';
import type { Lane, Point, Series } from './picture.ts';
import { placed } from './placed.ts';
import { showUnit } from './show-unit.ts';
import { thin } from './time-points.ts';

/** What the rule looks at: a lane for each signal that takes part, with its thresholds and what was forecast of it. */
export function signalLanes(result: PreviewResult): readonly Lane[] {
  return result.scaling.metrics.flatMap((metric, index) => (metric.enabled ? [signalLane(result, metric, index)] : []));
}

function signalLane(result: PreviewResult, metric: MetricPlan, index: number): Lane {
  const { run, scaling, places } = result;
  const { name, unit, high, low } = metric;
  const perInstance = isShared(metric) && (scaling.scoring === 'hpa' || scaling.scoring === 'kpa');
  const read = ({ signals, from }: PreviewDecision): number | null => {
    const value = signals[name];
    if (value === undefined) return null;
    return perInstance ? value / Math.max(1, from) : value;
  };
  const points = run.decisions.map((decision): Point => [decision.atMs, read(decision)]);
  const place = placed(places[`/scaling/metrics/${index}/high`]);
  const seen: Series = { id: name, label: name, role: 'signal', kind: 'line', points: thin(points), ...place };
  const values = points.map(([, value]) => value ?? 0);
  return {
    kind: 'plot',
    id: `signal-${name}`,
    title: perInstance ? `Signal ${name}, for each instance` : `Signal ${name}`,
    unit,
    weight: 2,
    logarithmic: unit === 'ms' && Math.max(...values) > 8 * high,
    series: [...forecastSeries(result, name), seen],
    thresholds: [
      { id: `${name}-high`, label: `high ${showUnit(high, unit)}`, value: high, ...place },
      ...(low > 0 && low < high
        ? [
            {
              id: `${name}-low`,
              label: `low ${showUnit(low, unit)}`,
              value: low,
              ...placed(places[`/scaling/metrics/${index}/low`]),
            },
          ]
        : []),
    ],
    marks: [],
  };
}
