import type { HistoryPoint } from '../../runtime/src/autoscale/forecasters/forecaster.ts';
import { forecasters } from '../../runtime/src/autoscale/forecasters/index.ts';
import type { BenchRow } from './harness.ts';
import type { BenchTrace } from './scaling-traces.ts';

/** Level of the intervals, and what a forecast must be within to count as good. */
const LEVEL = 0.9;
const GOOD = 0.2;

/** Points of a load that forecasts are made at, evenly over its second half. */
const ORIGINS = 300;

/** How many points a forecast sees: two days of minutes would take minutes. */
const SEEN = 600;

/** One forecast and what came: whether it was in the interval and near, and how narrow the interval was. */
interface Outcome {
  readonly held: boolean;
  readonly good: boolean;
  /** 1 ÷ relative width: how sure the forecaster was. */
  readonly confidence: number;
  readonly rSquared: number;
}

/** For each load and forecaster, how often intervals of 90 % held what came; over all, how well width and R² tell good ones. */
export function measureForecasts(traces: readonly BenchTrace[]): readonly BenchRow[] {
  const all = new Map<string, Outcome[]>();
  const coverage = traces.flatMap((trace) =>
    forecasters.flatMap(({ name, forecast }): readonly BenchRow[] => {
      const outcomes = forecastAlong(trace, forecast);
      if (outcomes.length < ORIGINS / 4) return [];
      all.set(name, [...(all.get(name) ?? []), ...outcomes]);
      const held = outcomes.filter((outcome) => outcome.held).length / outcomes.length;
      return [
        {
          metric: `${trace.name}: share held by intervals of 90 %, ${name}`,
          unit: '',
          ours: held,
          peers: { asked: LEVEL },
        },
      ];
    }),
  );
  const ranking = [...all].map(([name, outcomes]): BenchRow => {
    const byR2 = areaUnderCurve(outcomes.map(({ rSquared, good }) => [rSquared, good]));
    const ours = areaUnderCurve(outcomes.map(({ confidence, good }) => [confidence, good]));
    return {
      metric: `AUC of the interval's width for a good forecast, ${name}`,
      unit: '',
      ours,
      peers: name === 'linear_regression' ? { 'R²': byR2 } : {},
    };
  });
  return [...coverage, ...ranking];
}

function forecastAlong({ trace }: BenchTrace, forecast: (typeof forecasters)[number]['forecast']): readonly Outcome[] {
  const points: readonly HistoryPoint[] = Array.from(trace.timesMs, (atMs, index) => ({
    atMs,
    value: trace.rates[index] ?? 0,
  }));
  const stepMs = (points[1]?.atMs ?? 0) - (points[0]?.atMs ?? 0);
  const ahead = Math.max(1, Math.round(135_000 / stepMs));
  const half = Math.floor(points.length / 2);
  const stride = Math.max(1, Math.floor((points.length - half - ahead) / ORIGINS));
  const outcomes: Outcome[] = [];
  for (let origin = half; origin + ahead < points.length; origin += stride) {
    const found = forecast(points.slice(Math.max(0, origin - SEEN), origin + 1), ahead * stepMs, LEVEL);
    const actual = points[origin + ahead]?.value;
    if (found.kind === 'none' || actual === undefined) continue;
    const { value, low, high, rSquared } = found;
    const scale = Math.max(1, Math.abs(value));
    outcomes.push({
      held: actual >= low && actual <= high,
      good: Math.abs(value - actual) <= GOOD * Math.max(1, actual),
      confidence: scale / Math.max(1e-9, high - low),
      rSquared: rSquared ?? 0,
    });
  }
  return outcomes;
}

/** The probability that a good forecast has a higher score than a bad one; halves for ties. */
function areaUnderCurve(scored: readonly (readonly [score: number, good: boolean])[]): number {
  const good = scored.filter(([, is]) => is).map(([score]) => score);
  const bad = scored.filter(([, is]) => !is).map(([score]) => score);
  let won = 0;
  for (const one of good) for (const other of bad) won += one > other ? 1 : one === other ? 0.5 : 0;
  return good.length * bad.length > 0 ? won / (good.length * bad.length) : Number.NaN;
}
