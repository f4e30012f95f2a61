import type { Overrides } from './overrides.ts';

/** What was measured of a running service at one moment, or in the mean over a short time. */
interface Measured {
  /** Instances that served. */
  readonly instances: number;
  /** Requests per second of the whole service. */
  readonly rate: number;
  /** 0 to 1. */
  readonly cpuRatio: number;
  /** Mean response time. */
  readonly responseMs: number;
}

/** What instances can do as measurements show it, or why they show nothing, as a whole sentence. */
export type InferredAssumptions =
  | {
      readonly ok: true;
      /** For the settings of `[simulation]`, by JSON pointer into the plan. */
      readonly overrides: Overrides;
      readonly serviceTimeMs: number;
      readonly workers: number;
      /** Measurements that were of use. */
      readonly measurements: number;
    }
  | { readonly ok: false; readonly message: string };

/** Below this utilisation what else runs on the machine outweighs the requests; above it, requests wait. */
const [LEAST_CPU, MOST_CPU] = [0.05, 0.9];

/** Fewer measurements than this may all be exceptions. */
const LEAST_MEASUREMENTS = 3;

/**
 * Finds what an instance can do from recorded measurements: the history of changes that the runtime gives as JSON, or an array
 * of its elements. An instance bears rate ÷ (instances × utilisation) requests per second, of which the median over all
 * measurements counts; the service time is the shortest fifth of the response times, in which the least of waiting is. Together
 * they give the number of workers. `name` is what the text is called in messages.
 */
export function inferAssumptions(name: string, text: string): InferredAssumptions {
  const measured = readRecords(text);
  if (measured === undefined) {
    return {
      ok: false,
      message: `'${name}' is no history of a runtime; take what its admin port answers at /scaling/history.`,
    };
  }
  const useful = measured.filter(
    ({ instances, rate, cpuRatio, responseMs }) =>
      instances > 0 && rate > 0 && responseMs > 0 && cpuRatio >= LEAST_CPU && cpuRatio <= MOST_CPU,
  );
  if (useful.length < LEAST_MEASUREMENTS) {
    return {
      ok: false,
      message: `'${name}' has ${useful.length} measurements with requests and a CPU utilisation from 5 to 90 %; at least ${LEAST_MEASUREMENTS} are needed to tell what an instance can do.`,
    };
  }
  const perInstance = quantile(
    useful.map(({ rate, instances, cpuRatio }) => rate / (instances * cpuRatio)),
    0.5,
  );
  const shortestMs = quantile(
    useful.map(({ responseMs }) => responseMs),
    0.2,
  );
  const workers = Math.min(10_000, Math.max(1, Math.round((perInstance * shortestMs) / 1000)));
  // Workers are whole: the time is made to fit, so that an instance bears what was measured.
  const serviceTimeMs = Math.min(3_600_000, Math.max(1, (1000 * workers) / perInstance));
  return {
    ok: true,
    overrides: { '/simulation/serviceTimeMs': serviceTimeMs, '/simulation/workers': workers },
    serviceTimeMs,
    workers,
    measurements: useful.length,
  };
}

/** The measurements of a history; undefined where the text is none. */
function readRecords(text: string): readonly Measured[] | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  const changes = Array.isArray(data) ? data : memberOf(data, 'changes');
  if (!Array.isArray(changes)) return undefined;
  return changes.map((change: unknown) => {
    const signals = memberOf(change, 'signals');
    return {
      instances: numberOf(memberOf(change, 'from')),
      rate: numberOf(memberOf(signals, 'request_rate')),
      cpuRatio: numberOf(memberOf(signals, 'cpu_utilization')),
      responseMs: numberOf(memberOf(signals, 'response_time')),
    };
  });
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

/** What is no number counts as 0, which no measurement of use is. */
function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
