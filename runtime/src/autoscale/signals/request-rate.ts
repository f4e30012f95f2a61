import type { Signal } from './signal.ts';

/** Requests per second that reached instances, over the whole service; cache hits are not among them. */
export const requestRate: Signal = {
  name: 'request_rate',
  summary: 'Requests per second that reached an instance, over the whole service.',
  measure: ({ readyInstances, requests }) =>
    readyInstances === 0 || requests.spanMs <= 0 ? undefined : requests.count / (requests.spanMs / 1000),
};
