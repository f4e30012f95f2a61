import { describe, expect, it } from 'vitest';
import type { Forecast, HistoryPoint } from '../../../runtime/src/autoscale/forecasters/forecaster.ts';
import { forecasters, getForecaster } from '../../../runtime/src/autoscale/forecasters/index.ts';
import { fitLine } from '../../../runtime/src/autoscale/forecasters/linear-regression.ts';
import { toSeries } from '../../../runtime/src/autoscale/forecasters/series.ts';
import { noise } from './noise.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A time of today, with all its digits. */
const start = 1_760_000_000_000;

const every = (stepMs: number, values: readonly number[]): HistoryPoint[] =>
  values.map((value, index) => ({ atMs: start + index * stepMs, value }));
const count = (length: number, value: (index: number) => number): number[] =>
  Array.from({ length }, (_, index) => value(index));
const day = (index: number): number => 100 + 40 * Math.sin((index / 48) * 2 * Math.PI);

function made(
  name: Parameters<typeof getForecaster>[0],
  history: HistoryPoint[],
  horizonMs: number,
  level = 0.8,
): Forecast {
  const outcome = getForecaster(name).forecast(history, horizonMs, level);
  if (outcome.kind === 'none') throw new Error(`no forecast: ${outcome.reason}`);
  return outcome;
}

describe('what each method makes of a series', () => {
  it.each([
    { name: 'linear_regression', series: count(40, (i) => 10 + 3 * i), horizon: 5, value: 10 + 3 * 44 },
    { name: 'moving_average', series: count(40, (i) => (i % 2 === 0 ? 10 : 20)), horizon: 3, value: 15 },
    { name: 'exponential_smoothing', series: [...count(30, () => 5), ...count(30, () => 50)], horizon: 1, value: 50 },
  ] as const)('$name is right where its model is', ({ name, series, horizon, value }) => {
    const forecast = made(name, every(MINUTE, series), horizon * MINUTE);
    expect(Math.abs(forecast.value - value)).toBeLessThan(
      0.15 * Math.abs(value) * (name === 'linear_regression' ? 1e-9 : 1),
    );
    expect(forecast.method).toBe(name);
  });

  it.each(['holt_winters', 'seasonal_naive', 'auto'] as const)('%s knows the day after two of them', (name) => {
    const forecast = made(name, every(30 * MINUTE, count(48 * 3 + 1, day)), 6 * HOUR);
    expect(forecast.value).toBeCloseTo(day(48 * 3 + 12), 0);
    expect(forecast.error).toBeLessThan(forecast.naiveError / 10);
  });

  it('holt_winters goes without the day where there are not two', () => {
    const history = every(30 * MINUTE, count(60, day));
    expect(made('holt_winters', history, HOUR).value).toBe(made('exponential_smoothing', history, HOUR).value);
  });

  it('auto takes the method that fits, and says which', () => {
    const line = count(60, (i) => 10 + 3 * i + noise(i));
    expect(made('auto', every(MINUTE, line), 5 * MINUTE).method).toBe('linear_regression');
    const calm = count(60, (i) => 10 + noise(i));
    expect(made('auto', every(MINUTE, calm), 5 * MINUTE).method).toBe('moving_average');
  });

  it('reports R², which says how straight the past was', () => {
    expect(
      made(
        'linear_regression',
        every(
          MINUTE,
          count(20, (i) => 2 * i),
        ),
        MINUTE,
      ).rSquared,
    ).toBeCloseTo(1, 12);
    const zigzag = count(20, (i) => (i % 2 === 0 ? 0 : 1));
    expect(made('linear_regression', every(MINUTE, zigzag), MINUTE).rSquared).toBeLessThan(0.05);
    expect(made('moving_average', every(MINUTE, zigzag), MINUTE).rSquared).toBeNull();
  });

  it('is no better than expecting no change, where nothing can be known', () => {
    let level = 100;
    const walk = count(300, (i) => {
      level += noise(i);
      return level;
    });
    const { error, naiveError } = made('moving_average', every(MINUTE, walk), MINUTE);
    expect(error).toBeGreaterThan(naiveError);
  });
});

describe('the regression', () => {
  it.each([
    { slope: 3e-7, unit: 'a slow rise' },
    { slope: 0.125, unit: 'a rise' },
    { slope: -4000, unit: 'a steep fall' },
  ])('keeps nine digits of the slope at times of today: $unit', ({ slope }) => {
    const series = toSeries(
      Array.from({ length: 1440 }, (_, i) => ({ atMs: start + i * MINUTE, value: 7 + slope * i })),
    );
    const fitted = fitLine(series?.values ?? []).slope;
    expect(Math.abs(fitted - slope) / Math.abs(slope)).toBeLessThan(1e-9);
  });
});

describe('a history that is not neat', () => {
  const line = every(
    MINUTE,
    count(40, (i) => 10 + i),
  );
  const none = (history: HistoryPoint[]) =>
    forecasters.map((forecaster) => forecaster.forecast(history, 2 * MINUTE, 0.8));

  it.each<[string, HistoryPoint[]]>([
    ['empty', []],
    ['one point', line.slice(0, 1)],
    ['nine points', line.slice(0, 9)],
    ['not a number in it', line.map(({ atMs }) => ({ atMs, value: Number.NaN }))],
    ['all at the same time', line.map(({ value }) => ({ atMs: start, value }))],
  ])('gives no forecast yet: %s', (_, history) => {
    for (const outcome of none(history)) expect(outcome).toMatchObject({ kind: 'none', reason: 'too_few' });
  });

  it('says how many points there are, and how many it needs', () => {
    expect(getForecaster('linear_regression').forecast(line.slice(0, 3), MINUTE, 0.8)).toEqual({
      kind: 'none',
      reason: 'too_few',
      points: 3,
      needed: 10,
    });
  });

  it('gives no forecast of what does not move', () => {
    const flat = every(
      MINUTE,
      count(3000, () => 70),
    );
    for (const outcome of none(flat)) expect(outcome).toEqual({ kind: 'none', reason: 'flat' });
  });

  it('bridges a gap by a straight line', () => {
    const holed = line.filter((_, index) => index < 15 || index > 20);
    expect(made('linear_regression', holed, MINUTE).value).toBeCloseTo(50, 9);
  });

  it('forgets what was before a gap too long to bridge', () => {
    const old = line.map(({ atMs, value }) => ({ atMs: atMs - 400 * HOUR, value: value + 1000 }));
    expect(made('linear_regression', [...old, ...line], MINUTE).value).toBeCloseTo(50, 9);
  });

  it('believes the newest times where a clock was set back', () => {
    const ahead = line.slice(0, 20).map(({ atMs, value }) => ({ atMs: atMs + 30 * MINUTE, value: value + 500 }));
    expect(made('linear_regression', [...ahead, ...line], MINUTE).value).toBeCloseTo(50, 9);
  });
});
