import type { Method } from './forecaster.ts';

/** The mean of the whole history: steady, and late for every change. */
export const movingAverage: Method = {
  name: 'moving_average',
  summary: 'The mean of the history.',
  leastPoints: () => 2,
  roll: (values) => {
    let mean = 0;
    return values.map((value, index) => {
      mean += (value - mean) / (index + 1);
      return index === 0 ? null : mean;
    });
  },
};
