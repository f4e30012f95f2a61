import { type Signal, timeOrIdle } from './signal.ts';

/** The response time in milliseconds that 99 % of the requests keep below; missing and idle as for `response_time`. */
export const responseTimeP99: Signal = {
  name: 'response_time_p99',
  summary: 'Time to the end of the response that 99 % of the requests that reached an instance keep below.',
  measure: (sample) => timeOrIdle(sample, sample.requests.quantiles?.p99Ms),
};
