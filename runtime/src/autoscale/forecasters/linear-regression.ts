import type { Method } from './forecaster.ts';

/** A straight line through values at 0, 1, 2 …; `slope` is per step. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance that the line explains; 1 of values that do not vary. */
  readonly rSquared: number;
}

/** Points before the line is drawn on: through fewer, it runs anywhere. */
const LEAST_POINTS = 5;

/** Ordinary least squares over the whole history. */
export const linearRegression: Method = {
  name: 'linear_regression',
  summary: 'The straight line that fits the history best, drawn on.',
  leastPoints: () => LEAST_POINTS,
  roll: (values, steps) => {
    const fit = startFit();
    return values.map((value, index) => {
      const { slope, intercept } = fit.add(value);
      return index + 1 < LEAST_POINTS ? null : intercept + slope * (index + steps);
    });
  },
  rSquared: (values) => fitLine(values).rSquared,
};

/** The line through values at equal steps. */
export function fitLine(values: readonly number[]): Line {
  const fit = startFit();
  return values.reduce<Line>((_, value) => fit.add(value), { slope: 0, intercept: 0, rSquared: 1 });
}

/**
 * Least squares, value by value, around the running means (Welford 1962; Chan, Golub, LeVeque 1983). Steps count from 0
 * and sums are of differences from the mean: with raw Unix times, n·Σx² − (Σx)² would leave three digits of the slope.
 */
function startFit(): { add(value: number): Line } {
  let count = 0;
  let meanY = 0;
  let sxy = 0;
  let syy = 0;
  return {
    add(value) {
      const x = count;
      const offset = value - meanY;
      // The mean of the steps before this one; for the first there is none, and its offset is 0.
      sxy += count === 0 ? 0 : ((x - (count - 1) / 2) * offset * count) / (count + 1);
      count++;
      meanY += offset / count;
      syy += offset * (value - meanY);
      const sxx = (count * (count * count - 1)) / 12;
      const slope = sxx === 0 ? 0 : sxy / sxx;
      const rSquared = syy === 0 || sxx === 0 ? 1 : Math.min(1, (sxy * sxy) / (sxx * syy));
      return { slope, intercept: meanY - (slope * (count - 1)) / 2, rSquared };
    },
  };
}
