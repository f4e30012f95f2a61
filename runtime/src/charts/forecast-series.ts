import type { PreviewResult } from '../simulate/preview.ts';
import type { Series } from './picture.ts';
import { placed } from './placed.ts';
import { thin } from './time-points.ts';

/** Forecasts of a signal at the times that they are for, with their interval where they have one. */
export function forecastSeries({ run, places, steps, stepMs }: PreviewResult, name: string): readonly Series[] {
  const made = run.decisions.flatMap(({ atMs, forecast }) =>
    forecast !== null && forecast.metric === name && atMs + forecast.horizonMs <= steps * stepMs
      ? [{ at: atMs + forecast.horizonMs, ...forecast }]
      : [],
  );
  if (made.length === 0) return [];
  // A horizon that becomes shorter makes a later forecast one for an earlier time.
  made.sort((left, right) => left.at - right.at);
  const place = placed(places['/scaling/predictive']);
  const line: Series = {
    id: `${name}-forecast`,
    label: 'forecast',
    role: 'forecast',
    kind: 'line',
    points: thin(made.map(({ at, value }) => [at, value])),
    ...place,
  };
  if (made.every(({ low, high }) => low === high)) return [line];
  return [
    {
      id: `${name}-interval`,
      label: 'forecast interval',
      role: 'forecast',
      kind: 'range',
      points: thin(made.map(({ at, low }) => [at, low])),
      upper: thin(made.map(({ at, high }) => [at, high])),
      ...placed(places['/scaling/predictive/confidence']),
    },
    line,
  ];
}
