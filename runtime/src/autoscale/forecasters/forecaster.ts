import type { PredictivePlan } from '@tsk/schemas/plan';

/** One observation of the past. Anything that is no finite number is passed over. */
export interface HistoryPoint {
  readonly atMs: number;
  readonly value: number;
}

/** What is expected at the horizon, with how much is known about that. */
export interface Forecast {
  readonly kind: 'forecast';
  readonly value: number;
  /** The interval that holds the outcome as often as its level says, if the near future is like the near past. */
  readonly low: number;
  readonly high: number;
  /** The method that made it; of `auto`, the one that it chose. */
  readonly method: string;
  /** Mean absolute error of the same method at the same horizon, over the history. */
  readonly error: number;
  /** As `error`, of saying each time that everything stays as it is. A forecast that is not better is worth nothing. */
  readonly naiveError: number;
  /** Share of the history's variance that the method's line explains; null for methods without a line. It says nothing about the future. */
  readonly rSquared: number | null;
}

/** Why there is no forecast: history is short, does not move, or leads to numbers that nobody can use. */
export type NoForecast =
  | { readonly kind: 'none'; readonly reason: 'too_few'; readonly points: number; readonly needed: number }
  | { readonly kind: 'none'; readonly reason: 'flat' }
  | { readonly kind: 'none'; readonly reason: 'not_finite' };

/** A way to look ahead. Pure, and total: any history gives a forecast of finite numbers, or none. */
export interface Forecaster {
  readonly name: PredictivePlan['algorithm'];
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  /** What will be `horizonMs` after the newest point; `level` is the share of outcomes, 0 to 1, that the interval should hold. */
  forecast(history: readonly HistoryPoint[], horizonMs: number, level: number): Forecast | NoForecast;
}

/**
 * The arithmetic of a forecaster, over values at equal steps. It is given the whole series once and says what it would
 * have said at each point, knowing nothing later; so that its own past errors come at no extra cost.
 */
export interface Method {
  readonly name: PredictivePlan['algorithm'];
  readonly summary: string;
  /** Points that are needed before it says anything. */
  leastPoints(stepMs: number): number;
  /** Element i is made of the values up to i and speaks of i + `steps`; null where there is too little to go by. */
  roll(values: readonly number[], steps: number, stepMs: number): readonly (number | null)[];
  /** Share of the variance that the method's line explains, where it has one. */
  readonly rSquared?: (values: readonly number[]) => number;
}
