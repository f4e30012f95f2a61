import { type ReachMetric, totalWeight, triggerScore } from './reach-metric.ts';

/** Values that signals do not fall below however little there is to do. */
export interface Floors {
  /** The time that a request takes while nobody waits. */
  readonly responseTimeMs: number;
}

/** The most that a signal may be at a rate of requests for `weighted_excess` to remove instances; null: it never does. */
export interface DownPoint {
  readonly requestRate: number;
  readonly below: number | null;
}

/** From where `weighted_excess` removes instances. */
export interface DownReach {
  /** The signal whose value is asked for: CPU utilisation, or else the first one that falls with the load. */
  readonly driver: ReachMetric;
  /** Where the driver has to be at no requests, at half of the rate's `threshold_low`, and at all of it; one point without that signal. */
  readonly points: readonly DownPoint[];
  /** Whether there is a value of the driver that removes instances while the rate of requests is at its own `threshold_low`. */
  readonly isReached: boolean;
}

/**
 * Computes from where `weighted_excess` removes instances, while memory, which does not fall with the load, is not under its
 * `threshold_low`. The score is the sum of weight · (low − value) / low over the signals under their thresholds, divided by the
 * sum of all weights; it has to pass 0.5. Undefined where no signal falls with the load, or none counts.
 */
export function reachDown(metrics: readonly ReachMetric[], floors: Floors): DownReach | undefined {
  const total = totalWeight(metrics);
  const driver = findDriver(metrics);
  if (driver === undefined || total === 0) return undefined;
  const others = metrics.filter((metric) => metric !== driver);
  const rate = others.find(({ name }) => name === 'request_rate');
  const rates = rate === undefined ? [0] : [0, rate.low / 2, rate.low];
  const points = rates.map((requestRate): DownPoint => {
    const given = others.reduce((sum, metric) => sum + partOf(metric, atRate(metric, requestRate, floors)), 0);
    return { requestRate, below: largestValue(driver, triggerScore * total - given) };
  });
  return { driver, points, isReached: points.at(-1)?.below !== null };
}

function findDriver(metrics: readonly ReachMetric[]): ReachMetric | undefined {
  const counting = metrics.filter(({ weight, low }) => weight > 0 && low > 0);
  const falling = counting.filter(({ name }) => name !== 'memory_utilization' && name !== 'error_rate');
  return falling.find(({ name }) => name === 'cpu_utilization') ?? falling[0];
}

/** What a signal is at least, at a rate of requests. */
function atRate({ name, low }: ReachMetric, requestRate: number, { responseTimeMs }: Floors): number {
  switch (name) {
    case 'memory_utilization':
      return low;
    case 'request_rate':
      return requestRate;
    case 'response_time':
      return responseTimeMs;
    default:
      return 0;
  }
}

function partOf({ low, weight }: ReachMetric, value: number): number {
  return low > 0 && value < low ? (weight * (low - value)) / low : 0;
}

/** The value under which the driver's own part of the sum passes `part`; null where even 0 is too much. */
function largestValue({ low, weight }: ReachMetric, part: number): number | null {
  if (part < 0) return low;
  const value = low * (1 - part / weight);
  return value > 0 ? value : null;
}
