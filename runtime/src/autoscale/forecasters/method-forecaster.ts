import { type Backtest, backtest, pointsNeeded } from './backtest.ts';
import { intervalHalfWidth } from './conformal.ts';
import type { Forecast, Forecaster, HistoryPoint, Method, NoForecast } from './forecaster.ts';
import { type Series, toSeries } from './series.ts';

/** The fewest points that any forecast is made from. */
const LEAST_POINTS = 10;

/** Makes a forecaster of a method: its history on equal steps, its value, the interval by its own past errors. */
export function forecasterOf(method: Method): Forecaster {
  const { name, summary } = method;
  return {
    name,
    summary,
    forecast: (history, horizonMs, level) => forecastWith(history, horizonMs, level, [method]),
  };
}

/** A forecast by that one of the methods whose past errors are smallest. */
export function forecastWith(
  history: readonly HistoryPoint[],
  horizonMs: number,
  level: number,
  methods: readonly Method[],
): Forecast | NoForecast {
  const series = toSeries(history);
  const stepMs = series?.stepMs ?? horizonMs;
  const steps = Math.max(1, Math.ceil(horizonMs / stepMs - 1e-6));
  const points = series?.values.length ?? Math.min(1, history.length);
  const needed = Math.max(
    LEAST_POINTS,
    Math.min(...methods.map((method) => pointsNeeded(method, { stepMs }, steps, level))),
  );
  if (series === null || points < needed) return { kind: 'none', reason: 'too_few', points, needed };
  if (series.values.every((value) => value === series.values[0])) return { kind: 'none', reason: 'flat' };

  const tests = methods
    .filter((method) => points >= pointsNeeded(method, series, steps, level))
    .flatMap((method) => backtest(method, series, steps, level) ?? []);
  const best = tests.reduce<Backtest | undefined>(
    (least, test) => (least === undefined || test.error < least.error ? test : least),
    undefined,
  );
  return best === undefined ? { kind: 'none', reason: 'not_finite' } : describe(best, series, level);
}

function describe(
  { method, value, errors, error, naiveError }: Backtest,
  series: Series,
  level: number,
): Forecast | NoForecast {
  const half = intervalHalfWidth(errors, level);
  const forecast: Forecast = {
    kind: 'forecast',
    value,
    low: value - half,
    high: value + half,
    method: method.name,
    error,
    naiveError,
    rSquared: method.rSquared?.(series.values) ?? null,
  };
  const numbers = [forecast.value, forecast.low, forecast.high, error, naiveError, forecast.rSquared ?? 0];
  return numbers.every(Number.isFinite) ? forecast : { kind: 'none', reason: 'not_finite' };
}
