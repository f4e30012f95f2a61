import type { OutliersPlan } from '@tsk/schemas/plan';
import { count, type Health } from './health.ts';

/** What real requests have shown of an instance in an interval. */
export interface RequestRecord {
  readonly id: string;
  readonly requests: number;
  readonly failures: number;
  readonly latencyMs: number;
}

/** Why the last events make an instance an outlier, in a few words; undefined where they do not. */
export function findStreak(health: Health, outliers: OutliersPlan): string | undefined {
  if (health.state !== 'healthy') return undefined;
  const { consecutiveFailures, consecutiveTimeouts } = outliers;
  if (consecutiveTimeouts > 0 && health.timeouts >= consecutiveTimeouts) {
    return `${count(health.timeouts, 'request')} in a row ran out of time`;
  }
  if (consecutiveFailures > 0 && health.failures >= consecutiveFailures) {
    return `${count(health.failures, 'request')} in a row failed`;
  }
  return undefined;
}

/** The instances that did much worse in an interval than is allowed, with the reason; those with few requests are not judged. */
export function findOutliers(
  records: readonly RequestRecord[],
  { successRatio, latencyFactor, minRequests }: OutliersPlan,
): ReadonlyMap<string, string> {
  const judged = records.filter(({ requests }) => requests >= minRequests);
  const typicalMs = median(judged.map(({ latencyMs }) => latencyMs));
  const found = new Map<string, string>();
  for (const { id, requests, failures, latencyMs } of judged) {
    const ratio = 1 - failures / requests;
    if (ratio < successRatio) {
      found.set(id, `only ${Math.floor(ratio * 100)} % of ${requests} requests succeeded`);
    } else if (latencyFactor > 0 && judged.length > 1 && latencyMs > latencyFactor * typicalMs) {
      found.set(id, `it takes ${Math.round(latencyMs)} ms where ${Math.round(typicalMs)} ms is usual`);
    }
  }
  return found;
}

/** How many may be out at a time: the share, and at least one, but never all. */
export function mostEjected(instances: number, maxEjectedRatio: number): number {
  return Math.min(Math.max(1, Math.floor(instances * maxEjectedRatio)), instances - 1);
}

/** The middle value, the lower one of two; 0 of none. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
