import type { SignalName } from '../policies/policy.ts';

/** Requests that an instance answered within the window, added up. */
export interface RequestWindow {
  /** Length of time that the counts are of, in milliseconds of the scaling clock. */
  readonly spanMs: number;
  readonly count: number;
  /** Those that ended with a status of 500 or above. */
  readonly errors: number;
  /** Sum of the response times, in milliseconds of the scaling clock. */
  readonly durationMs: number;
  /** Response times that such a percentage of the requests keeps below; absent where there were none, or nobody counts them. */
  readonly quantiles?: { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number };
}

/** Use of one ready instance's allowance, 0 to 1. */
interface Usage {
  readonly cpuRatio: number;
  readonly memoryRatio: number;
}

/** The raw material of all signals at one moment. */
export interface Sample {
  readonly readyInstances: number;
  /** Of the ready instances that could be measured. */
  readonly usage: readonly Usage[];
  readonly requests: RequestWindow;
  /** Requests that instances are working on. */
  readonly inFlight: number;
}

/** One measurable quantity that scaling can look at. */
export interface Signal {
  readonly name: SignalName;
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  /** The value in the unit that plans use for it; undefined where there is nothing to judge by. */
  measure(sample: Sample): number | undefined;
}

/** A response time; where nobody asked, nobody waited, and where requests are under way and none has ended, it is unknown. */
export function timeOrIdle(
  { readyInstances, requests, inFlight }: Sample,
  measuredMs: number | undefined,
): number | undefined {
  if (requests.count > 0) return measuredMs;
  return readyInstances > 0 && inFlight === 0 ? 0 : undefined;
}

/** The arithmetic mean of what is read of each; undefined of nothing. */
export function meanOf<T>(entries: readonly T[], read: (entry: T) => number): number | undefined {
  let total = 0;
  for (const entry of entries) total += read(entry);
  return entries.length === 0 ? undefined : total / entries.length;
}
