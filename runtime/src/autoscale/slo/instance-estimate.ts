import type { SloPlan } from '@tsk/schemas/plan';
import type { InstanceModel } from '../capacity/instance-model.ts';

/** What has been learnt of an instance from what was measured. Null is nothing yet. */
export interface InstanceEstimate {
  readonly serviceTimeMs: number | null;
  /** Requests per second at which the processors of one instance would be fully used. */
  readonly cpuRate: number | null;
  /** Instances that served at the evaluation before; while the number changes, nothing is learnt. */
  readonly ready: number;
}

/** The estimate before the first measurement. */
export const initialInstanceEstimate: InstanceEstimate = { serviceTimeMs: null, cpuRate: null, ready: 0 };

/** Share of a new measurement in an estimate. */
const SHARE = 0.1;

/** With more of the workers busy than this, responses begin to hold waiting, which is not the instance's own time. */
const UNHURRIED = 0.7;

/** Below this use of the processors, what is left of it by everything else is too great a part. */
const LEAST_CPU = 0.2;

/** Taken for the time of one request until one has been measured. */
const USUAL_SERVICE_TIME_MS = 100;

/** What one evaluation saw of the instances. */
export interface InstanceReading {
  readonly ready: number;
  /** Requests per second, of the whole service. */
  readonly rate: number;
  /** Undefined where none was measured. */
  readonly responseMs: number | undefined;
  /** Mean use of the processors, 0 to 1. */
  readonly cpu: number;
}

/** Learns from one observation: the response time of a service that is not hurried, and how far its processors reach. */
export function learnInstance(
  estimate: InstanceEstimate,
  { ready, rate, responseMs, cpu }: InstanceReading,
  slo: Pick<SloPlan, 'workers'>,
): InstanceEstimate {
  if (ready === 0 || rate === 0 || responseMs === undefined) return { ...estimate, ready };
  const settled = ready === estimate.ready && cpu >= LEAST_CPU;
  const busy = (rate * responseMs) / 1000 / (slo.workers * ready);
  // Whatever the waiting, an instance works no longer on a request than the response takes.
  const atMost = Math.min(estimate.serviceTimeMs ?? USUAL_SERVICE_TIME_MS, responseMs);
  return {
    ready,
    // The first response may have waited, which nobody can tell yet.
    serviceTimeMs:
      busy > UNHURRIED || estimate.serviceTimeMs === null ? atMost : blend(estimate.serviceTimeMs, responseMs),
    cpuRate: settled ? blend(estimate.cpuRate, rate / ready / cpu) : estimate.cpuRate,
  };
}

/**
 * The instance as capacity is reckoned with: as configured, and where something is not, as measured. Its workers are fewer
 * where its processors would be full before all of them are busy.
 */
export function instanceModelOf({ serviceTimeMs, cpuRate }: InstanceEstimate, slo: SloPlan): InstanceModel {
  const { waitMs, lateRatio } = slo;
  const timeMs = slo.serviceTimeMs ?? twoDigits(serviceTimeMs ?? USUAL_SERVICE_TIME_MS);
  const byCpu = cpuRate === null ? slo.workers : Math.max(1, Math.round((cpuRate * timeMs) / 1000));
  return { workers: Math.min(slo.workers, byCpu), serviceTimeMs: timeMs, waitMs, lateRatio };
}

function blend(before: number | null, value: number): number {
  return before === null ? value : before + SHARE * (value - before);
}

/** Finer differences are noise, and each would ask for a table of capacity of its own. */
function twoDigits(value: number): number {
  return Number(Math.max(0.1, value).toPrecision(2));
}
