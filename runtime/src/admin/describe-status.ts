import type { SignalName } from '../autoscale/policies/policy.ts';
import type { Status } from './status.ts';

/** How things stand, in one line: `3 of 3 instances ready, 12 in flight, 154 requests/s, 38 ms, cpu 41 %, memory 1 %, 37 % cache hits`. */
export function describeStatus({ scaling, requestsInFlight, cache }: Status): string {
  const { ready, desired, speed, signals } = scaling;
  const figure = (name: SignalName, text: (value: number) => string): string[] => {
    const value = signals[name];
    return value === undefined ? [] : [text(value)];
  };
  return [
    `${ready} of ${desired} instances ready`,
    `${requestsInFlight} in flight`,
    // What the scaling clock stretched is shown in real time again.
    ...figure('request_rate', (rate) => `${Math.round(rate * speed)} requests/s`),
    ...figure('response_time', (ms) => `${Math.round(ms / speed)} ms`),
    ...figure('cpu_utilization', (ratio) => `cpu ${Math.round(ratio * 100)} %`),
    ...figure('memory_utilization', (ratio) => `memory ${Math.round(ratio * 100)} %`),
    ...(cache === null ? [] : [`${Math.round(cache.hitRate * 100)} % cache hits`]),
  ].join(', ');
}
