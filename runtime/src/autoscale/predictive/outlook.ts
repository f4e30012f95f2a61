import type { ScalingPlan } from '@tsk/schemas/plan';
import type { Forecast } from '../forecasters/forecaster.ts';
import { getForecaster } from '../forecasters/index.ts';
import type { Observation, Outlook } from '../policies/policy.ts';
import { type DemandPoint, findDemand, findForecastMetric, measureOf, rememberDemand } from './demand.ts';

/** An outlook, and the history with the newest point. */
export interface OutlookStep {
  /** Null where no signal takes part that could be forecast. */
  readonly outlook: Outlook | null;
  readonly demand: readonly DemandPoint[];
}

/** Forecasts demand, as far ahead as an instance that is started now needs to be of use. */
export function lookAhead(
  demand: readonly DemandPoint[],
  observation: Observation,
  config: ScalingPlan,
  nowMs: number,
): OutlookStep {
  const metric = findForecastMetric(config);
  if (metric === undefined) return { outlook: null, demand };
  const seen = findDemand(metric, observation);
  const history = seen === undefined ? demand : rememberDemand(demand, seen, config, nowMs);
  const { algorithm, confidence, horizonMs: fixedMs } = config.predictive;
  const horizonMs = fixedMs ?? (observation.startUpMs ?? 0) + config.intervalMs;
  const found = getForecaster(algorithm).forecast(history, horizonMs, confidence);
  const measured = (value: number): number => measureOf(value, metric, observation.currentInstances, config);
  const outcome = found.kind === 'none' ? found : { ...scale(found, measured), better: found.error < found.naiveError };
  return { outlook: { metric: metric.name, unit: metric.unit, algorithm, horizonMs, outcome }, demand: history };
}

function scale(forecast: Forecast, measured: (value: number) => number): Forecast {
  const { value, low, high } = forecast;
  return { ...forecast, value: measured(value), low: measured(low), high: measured(high) };
}
