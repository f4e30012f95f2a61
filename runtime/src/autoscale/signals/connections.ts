import type { Signal } from './signal.ts';

/** Requests that instances are working on at the moment of the evaluation, over the whole service. */
export const connections: Signal = {
  name: 'connections',
  summary: 'Requests that instances are working on at this moment.',
  measure: ({ readyInstances, inFlight }) => (readyInstances > 0 || inFlight > 0 ? inFlight : undefined),
};
