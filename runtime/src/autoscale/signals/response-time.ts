import { type Signal, timeOrIdle } from './signal.ts';

/**
 * Mean response time in milliseconds. Where nobody asked, nobody waited: an idle service has 0. Where requests are under
 * way and none has ended, the time is unknown, which is not the same.
 */
export const responseTime: Signal = {
  name: 'response_time',
  summary: 'Mean time to the end of the response, of requests that reached an instance.',
  measure: (sample) => timeOrIdle(sample, sample.requests.durationMs / sample.requests.count),
};
