import type { Method } from './forecaster.ts';

/** Share of a new value in the level, and of a new rise in the trend. */
const LEVEL_SHARE = 0.5;
const TREND_SHARE = 0.1;

/** What is left of the trend from one step to the next: an undamped one runs away over long horizons. */
export const TREND_DAMPING = 0.95;

/** Holt's linear method with a damped trend (Gardner and McKenzie, "Forecasting trends in time series", 1985). */
export const exponentialSmoothing: Method = {
  name: 'exponential_smoothing',
  summary: 'A level and a damped trend, in which recent values count more.',
  leastPoints: () => 3,
  roll: (values, steps) => {
    const reach = dampedSteps(steps);
    let level = values[0] ?? 0;
    let trend = 0;
    return values.map((value, index) => {
      if (index > 0) {
        const expected = level + TREND_DAMPING * trend;
        const risen = expected + LEVEL_SHARE * (value - expected);
        trend = TREND_DAMPING * trend + TREND_SHARE * (risen - level - TREND_DAMPING * trend);
        level = risen;
      }
      return index < 2 ? null : level + reach * trend;
    });
  },
};

/** How many times its size a damped trend adds over so many steps: φ + φ² + … + φⁿ. */
export function dampedSteps(steps: number): number {
  return (TREND_DAMPING * (1 - TREND_DAMPING ** steps)) / (1 - TREND_DAMPING);
}
