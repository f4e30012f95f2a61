import type { Signal } from './signal.ts';

/** Share of the requests that instances answered with a status of 500 or above; 0 for an idle service, unknown while none has ended. */
export const errorRate: Signal = {
  name: 'error_rate',
  summary: 'Share of requests that reached an instance and ended with a 5xx status.',
  measure: ({ readyInstances, requests, inFlight }) => {
    if (requests.count > 0) return requests.errors / requests.count;
    return readyInstances > 0 && inFlight === 0 ? 0 : undefined;
  },
};
