import type { SimulationPlan } from '@tsk/schemas/plan';
import { erlangC } from '../autoscale/capacity/erlang-c.ts';

/** A request that would have to wait longer than this is given up. */
export const QUEUE_LIMIT_S = 10;

/**
 * Spare capacity counts as at least this share of the capacity in waiting times. The formulas for a steady queue grow without
 * bound towards saturation, but a real queue would need hours to become as long as they say there.
 */
const LEAST_SPARE_SHARE = 0.005;

/** An instance as the queue sees it. */
export interface QueueModel {
  readonly workers: number;
  readonly serviceTimeS: number;
  /** Requests that one worker finishes in a second, when it always has one. */
  readonly perWorker: number;
  /** Requests that one instance finishes in a second. */
  readonly perInstance: number;
  /** Time that a request may wait before it is late, in seconds. */
  readonly sloS: number;
}

/** What happened to the requests of one step. */
export interface QueueStep {
  readonly arrived: number;
  readonly served: number;
  readonly dropped: number;
  /** Requests that wait at the end of the step because there was too little capacity. */
  readonly backlog: number;
  /** Share of the capacity that was used, 0 to 1; 0 where there is none. */
  readonly utilisation: number;
  /** Share of the requests that wait longer than the objective allows. */
  readonly late: number;
  /** How long the waiting takes. */
  readonly waiting: Waiting;
}

/** Waiting as a distribution: everybody waits `backlogS`, and a share of `probability` an exponential time of mean 1 ÷ `spare` more. */
export interface Waiting {
  readonly backlogS: number;
  readonly probability: number;
  /** Requests per second by which the capacity exceeds the load. */
  readonly spare: number;
}

/** The queue of the instances that a simulation assumes. */
export function queueModelOf({ serviceTimeMs, workers, sloMs }: SimulationPlan): QueueModel {
  const perWorker = 1000 / serviceTimeMs;
  return {
    workers,
    serviceTimeS: serviceTimeMs / 1000,
    perWorker,
    perInstance: workers * perWorker,
    sloS: sloMs / 1000,
  };
}

/**
 * One step of `seconds` in which requests come at `rate` per second to `instances` with `backlog` waiting already.
 * Below capacity the pool is an M/M/c queue with all workers of all instances as its servers; above capacity, what is too
 * much waits as a fluid, and is dropped beyond 10 s of work.
 */
export function stepQueue(
  model: QueueModel,
  backlog: number,
  rate: number,
  instances: number,
  seconds: number,
): QueueStep {
  const capacity = instances * model.perInstance;
  const arrived = rate * seconds;
  const most = capacity * seconds;
  const offered = backlog + arrived;
  const served = Math.min(offered, most);
  const kept = Math.min(offered - served, capacity * QUEUE_LIMIT_S);
  const backlogS = capacity > 0 ? Math.min(QUEUE_LIMIT_S, (backlog + kept) / 2 / capacity) : QUEUE_LIMIT_S;
  const probability = erlangC(instances * model.workers, rate / model.perWorker);
  const spare = Math.max(capacity - rate, capacity * LEAST_SPARE_SHARE);
  return {
    arrived,
    served,
    dropped: offered - served - kept,
    backlog: kept,
    utilisation: most > 0 ? served / most : 0,
    late: lateShareOf(model, rate, capacity, probability, backlogS),
    waiting: { backlogS, probability, spare },
  };
}

/** Share of the requests that wait longer than the objective allows, where no backlog is left from before. */
export function lateShare(model: QueueModel, rate: number, instances: number): number {
  const probability = erlangC(instances * model.workers, rate / model.perWorker);
  return lateShareOf(model, rate, instances * model.perInstance, probability, 0);
}

/** P(wait > objective) = C · e^(−spare · (objective − backlog)), as for any M/M/c queue; all are late where there is nothing to spare. */
function lateShareOf(
  { sloS }: QueueModel,
  rate: number,
  capacity: number,
  probability: number,
  backlogS: number,
): number {
  if (rate === 0 && backlogS <= sloS) return 0;
  if (rate >= capacity || backlogS >= sloS) return 1;
  return probability * Math.exp((rate - capacity) * (sloS - backlogS));
}
