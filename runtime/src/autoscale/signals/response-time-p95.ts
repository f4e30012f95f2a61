import { type Signal, timeOrIdle } from './signal.ts';

/** The response time in milliseconds that 95 % of the requests keep below; missing and idle as for `response_time`. */
export const responseTimeP95: Signal = {
  name: 'response_time_p95',
  summary: 'Time to the end of the response that 95 % of the requests that reached an instance keep below.',
  measure: (sample) => timeOrIdle(sample, sample.requests.quantiles?.p95Ms),
};
