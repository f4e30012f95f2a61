import { auto } from './auto.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import type { Forecaster } from './forecaster.ts';
import { holtWinters } from './holt-winters.ts';
import { linearRegression } from './linear-regression.ts';
import { forecasterOf } from './method-forecaster.ts';
import { movingAverage } from './moving-average.ts';
import { seasonalNaive } from './seasonal-naive.ts';

/** The forecasters that a configuration can choose with `algorithm`, the default first. */
export const forecasters: readonly Forecaster[] = Object.freeze([
  forecasterOf(linearRegression),
  forecasterOf(movingAverage),
  forecasterOf(exponentialSmoothing),
  forecasterOf(holtWinters),
  forecasterOf(seasonalNaive),
  auto,
]);

/** The forecaster of that name; every name that a plan allows has one. */
export function getForecaster(name: Forecaster['name']): Forecaster {
  const forecaster = forecasters.find((candidate) => candidate.name === name);
  if (forecaster === undefined) throw new Error(`no forecaster is registered as ${name}`);
  return forecaster;
}
