import type { PreviewResult } from '../simulate/preview.ts';
import { forecastSeries } from './forecast-series.ts';
import type { Lane } from './picture.ts';
import { placed } from './placed.ts';
import { linePoints, stepPoints } from './time-points.ts';

/** Load against what the ready instances can bear. */
export function loadLane(result: PreviewResult): Lane {
  const { run, stepMs, simulation, scaling, places } = result;
  const perInstance = (simulation.workers * 1000) / simulation.serviceTimeMs;
  const capacity = run.columns.ready.map((count) => count * perInstance);
  // A signal that takes part has a lane of its own, with what is forecast of it.
  const hasLane = scaling.metrics.some(({ name, enabled }) => enabled && name === 'request_rate');
  return {
    kind: 'plot',
    id: 'load',
    title: 'Load, requests per second',
    unit: 'perSecond',
    weight: 3,
    logarithmic: false,
    series: [
      { id: 'load', label: 'load', role: 'load', kind: 'area', points: linePoints(run.columns.load, stepMs) },
      {
        id: 'capacity',
        label: 'capacity of the ready instances',
        role: 'capacity',
        kind: 'steps',
        points: stepPoints(capacity, stepMs),
        ...placed(places['/simulation/workers']),
      },
      ...(hasLane ? [] : forecastSeries(result, 'request_rate')),
    ],
    thresholds: [],
    marks: [],
  };
}
