import { meanOf, type Signal } from './signal.ts';

/** Mean resident memory of the ready instances, as a share of what each may use. */
export const memoryUtilization: Signal = {
  name: 'memory_utilization',
  summary: 'Mean resident memory of the ready instances, as a share of what each may use.',
  measure: ({ usage }) => meanOf(usage, ({ memoryRatio }) => memoryRatio),
};
