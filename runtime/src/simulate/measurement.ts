import type { Sample } from '../autoscale/signals/signal.ts';
import { meanRandomWaitS, meanResponseMs, responseQuantileMs } from './latency.ts';
import { QUEUE_LIMIT_S, type QueueModel, type QueueStep, type Waiting } from './queue.ts';

/** Memory of an instance that does nothing, as a share of what it may use, and what full use of its CPU adds. */
const IDLE_MEMORY = 0.35;
const MEMORY_OF_LOAD = 0.45;

/** Collects what the runtime would measure between two evaluations. */
export interface Measurement {
  /** Adds a step of `ms` in which `instances` served. */
  observe(step: QueueStep, instances: number, ms: number): void;
  /** The sample as the runtime's own sampler would give it, with `readyInstances` of this moment; begins the next interval. */
  take(readyInstances: number): Sample;
}

/**
 * Measures as the runtime does: requests that ended in the last interval, with their response times; CPU as the mean over that
 * interval; memory, which is taken to follow the CPU; requests in flight at this moment. A dropped request is one that an
 * instance left unanswered for as long as the queue allows; where no instance serves, it reaches none and is not seen.
 * Percentiles take time, and are left out where nobody looks at them.
 */
export function startMeasurement(model: QueueModel, withPercentiles: boolean): Measurement {
  let [spanMs, count, errors, durationMs, used, usable, inFlight] = [0, 0, 0, 0, 0, 0, 0];
  let waited = nobodyWaited;
  return {
    observe(step, instances, ms) {
      const { served, waiting } = step;
      const failed = instances > 0 ? step.dropped : 0;
      spanMs += ms;
      count += served + failed;
      errors += failed;
      durationMs += served * meanResponseMs(model, waiting) + failed * QUEUE_LIMIT_S * 1000;
      used += step.utilisation * instances * ms;
      usable += instances * ms;
      if (withPercentiles) waited = addWaiting(waited, waiting, served);
      inFlight = step.backlog + (served / (ms / 1000)) * (meanRandomWaitS(waiting) + model.serviceTimeS);
    },
    take(readyInstances) {
      const cpuRatio = usable > 0 ? used / usable : 0;
      const use = { cpuRatio, memoryRatio: IDLE_MEMORY + MEMORY_OF_LOAD * cpuRatio };
      const sample: Sample = {
        readyInstances,
        // All instances are alike, so that one stands for their mean.
        usage: readyInstances > 0 ? [use] : [],
        requests: withPercentiles
          ? { spanMs, count, errors, durationMs, ...quantilesOf(model, waited) }
          : { spanMs, count, errors, durationMs },
        inFlight,
      };
      [spanMs, count, errors, durationMs, used, usable] = [0, 0, 0, 0, 0, 0];
      waited = nobodyWaited;
      return sample;
    },
  };
}

/** Waiting of several steps, each weighted with the requests that it is of. */
interface WeightedWaiting extends Waiting {
  readonly requests: number;
}

const nobodyWaited: WeightedWaiting = { requests: 0, backlogS: 0, probability: 0, spare: 0 };

function addWaiting(
  sum: WeightedWaiting,
  { backlogS, probability, spare }: Waiting,
  requests: number,
): WeightedWaiting {
  return {
    requests: sum.requests + requests,
    backlogS: sum.backlogS + backlogS * requests,
    probability: sum.probability + probability * requests,
    spare: sum.spare + spare * requests,
  };
}

/** Percentiles of the mean waiting of an interval, which is short against what changes it. */
function quantilesOf(model: QueueModel, { requests, ...sum }: WeightedWaiting): Pick<Sample['requests'], 'quantiles'> {
  if (requests === 0) return {};
  const waiting = {
    backlogS: sum.backlogS / requests,
    probability: sum.probability / requests,
    spare: sum.spare / requests,
  };
  const quantile = (beyond: number): number => responseQuantileMs(model, waiting, beyond);
  return { quantiles: { p50Ms: quantile(0.5), p95Ms: quantile(0.05), p99Ms: quantile(0.01) } };
}
