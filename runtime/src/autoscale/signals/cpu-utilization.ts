import { meanOf, type Signal } from './signal.ts';

/** Mean CPU use of the ready instances, as a share of the cores that each may use. */
export const cpuUtilization: Signal = {
  name: 'cpu_utilization',
  summary: 'Mean CPU use of the ready instances, as a share of the cores that each may use.',
  measure: ({ usage }) => meanOf(usage, ({ cpuRatio }) => cpuRatio),
};
