import type { Method } from './forecaster.ts';
import { stepsOfDay } from './season.ts';

/** The value at the same time of the last day; where steps are too long for a day to have a shape, the last value. */
export const seasonalNaive: Method = {
  name: 'seasonal_naive',
  summary: 'The same as a day ago.',
  leastPoints: (stepMs) => stepsOfDay(stepMs) ?? 1,
  roll: (values, steps, stepMs) => {
    const day = stepsOfDay(stepMs) ?? 1;
    // The day before what is forecast, or as many days before it as it takes to have been seen already.
    const back = Math.ceil(steps / day) * day - steps;
    return values.map((_, index) => values[index - back] ?? null);
  },
};
