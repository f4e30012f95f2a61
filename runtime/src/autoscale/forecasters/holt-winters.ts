import { dampedSteps, exponentialSmoothing, TREND_DAMPING } from './exponential-smoothing.ts';
import type { Method } from './forecaster.ts';
import { stepsOfDay } from './season.ts';

/** Share of a new value in the level, of a new rise in the trend, and of a new deviation in its time of day. */
const LEVEL_SHARE = 0.3;
const TREND_SHARE = 0.02;
const SEASON_SHARE = 0.3;

/**
 * Additive Holt-Winters with a damped trend and a day as its season (Winters, "Forecasting sales by exponentially weighted
 * moving averages", 1960). While the history holds fewer than two days, there is no day to go by, and it smooths without one.
 */
export const holtWinters: Method = {
  name: 'holt_winters',
  summary: 'A level, a damped trend and the time of day, in which recent values count more.',
  leastPoints: (stepMs) => exponentialSmoothing.leastPoints(stepMs),
  roll: (values, steps, stepMs) => {
    const day = stepsOfDay(stepMs);
    return day === null || values.length < 2 * day
      ? exponentialSmoothing.roll(values, steps, stepMs)
      : rollWithSeason(values, steps, day);
  },
};

function rollWithSeason(values: readonly number[], steps: number, day: number): readonly (number | null)[] {
  const first = values.slice(0, day);
  let level = first.reduce((sum, value) => sum + value, 0) / day;
  let trend = 0;
  const season = first.map((value) => value - level);
  const reach = dampedSteps(steps);
  const seasonAt = (index: number): number => season[index % day] ?? 0;
  return values.map((value, index) => {
    if (index < day) return null;
    const expected = level + TREND_DAMPING * trend;
    const risen = expected + LEVEL_SHARE * (value - seasonAt(index) - expected);
    trend = TREND_DAMPING * trend + TREND_SHARE * (risen - level - TREND_DAMPING * trend);
    level = risen;
    season[index % day] = seasonAt(index) + SEASON_SHARE * (value - level - seasonAt(index));
    return level + reach * trend + seasonAt(index + steps);
  });
}
