import { leastErrors } from './conformal.ts';
import type { Method } from './forecaster.ts';
import type { Series } from './series.ts';

/** A method's forecast from the newest point, and how its earlier ones turned out. */
export interface Backtest {
  readonly method: Method;
  readonly value: number;
  /** Absolute errors, oldest first, of the forecasts whose outcome is known. */
  readonly errors: readonly number[];
  readonly error: number;
  readonly naiveError: number;
}

/** The most errors that are looked at. */
const MOST_ERRORS = 432;

/** Points that a method needs before it has a forecast and enough errors for the level. */
export function pointsNeeded(method: Method, { stepMs }: Pick<Series, 'stepMs'>, steps: number, level: number): number {
  return method.leastPoints(stepMs) + leastErrors(level) + steps - 1;
}

/**
 * Rolling-origin evaluation: the method forecasts from each point of the past, seeing nothing later, and is compared with
 * what came (Tashman, "Out-of-sample tests of forecasting accuracy", 2000). Of the errors, the newer half counts:
 * the first forecasts knew little. Null where there is no forecast or no error.
 */
export function backtest(method: Method, { values, stepMs }: Series, steps: number, level: number): Backtest | null {
  const rolled = method.roll(values, steps, stepMs);
  const value = rolled.at(-1) ?? null;
  const outcomes = rolled.slice(0, -steps).flatMap((forecast, origin) => {
    const [then, outcome] = [values[origin], values[origin + steps]];
    if (forecast === null || then === undefined || outcome === undefined) return [];
    return [{ error: Math.abs(outcome - forecast), naive: Math.abs(outcome - then) }];
  });
  if (value === null || outcomes.length === 0) return null;
  const count = Math.min(MOST_ERRORS, Math.max(leastErrors(level), Math.ceil(outcomes.length / 2)));
  const recent = outcomes.slice(-count);
  return {
    method,
    value,
    errors: recent.map(({ error }) => error),
    error: mean(recent.map(({ error }) => error)),
    naiveError: mean(recent.map(({ naive }) => naive)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
