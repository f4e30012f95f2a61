import { exponentialSmoothing } from './exponential-smoothing.ts';
import type { Forecaster } from './forecaster.ts';
import { holtWinters } from './holt-winters.ts';
import { linearRegression } from './linear-regression.ts';
import { forecastWith } from './method-forecaster.ts';
import { movingAverage } from './moving-average.ts';
import { seasonalNaive } from './seasonal-naive.ts';

const candidates = [linearRegression, movingAverage, exponentialSmoothing, holtWinters, seasonalNaive];

/** The method whose forecasts have been nearest at this horizon so far, chosen anew each time. */
export const auto: Forecaster = {
  name: 'auto',
  summary: 'Whichever method has been nearest so far.',
  forecast: (history, horizonMs, level) => forecastWith(history, horizonMs, level, candidates),
};
