import type { QueueModel, Waiting } from './queue.ts';

/** Below this probability of waiting a 99th percentile moves by less than a thousandth of the service time. */
const NOBODY_WAITS = 1e-6;

/** Newton's method doubles the right digits with each step, so that it is done after one that changes as little as this share. */
const PRECISION = 1e-5;

/** Mean time from a request's arrival to its answer, in milliseconds. */
export function meanResponseMs(model: QueueModel, waiting: Waiting): number {
  return 1000 * (waiting.backlogS + meanRandomWaitS(waiting) + model.serviceTimeS);
}

/** Mean of the waiting that chance brings, without that for a backlog, in seconds. */
export function meanRandomWaitS({ probability, spare }: Waiting): number {
  return probability > 0 && spare > 0 ? probability / spare : 0;
}

/**
 * The response time in milliseconds that a share of `1 - beyond` of the requests keeps below. A response is the waiting and
 * then an exponential service time, so that its tail is a sum of two exponentials:
 * P(T > t) = (1 − C) e^(−μt) + C (r e^(−μt) − μ e^(−rt)) ÷ (r − μ), with μ the rate of a worker and r the spare capacity.
 */
export function responseQuantileMs(model: QueueModel, waiting: Waiting, beyond: number): number {
  const { perWorker } = model;
  // Without waiting the service time alone decides; with it, this is where to start looking from.
  let seconds = Math.log(1 / beyond) / perWorker;
  if (waiting.probability > NOBODY_WAITS && waiting.spare > 0) {
    const target = Math.log(beyond);
    for (let turn = 0; turn < 50; turn++) {
      const { tail, density } = tailAt(waiting, perWorker, seconds);
      // The logarithm of the tail is nearly straight, which makes each step land close.
      const change = ((Math.log(tail) - target) * tail) / density;
      seconds += change;
      if (Math.abs(change) <= seconds * PRECISION) break;
    }
  }
  return 1000 * (waiting.backlogS + seconds);
}

/** P(T > t) and its slope downwards. */
function tailAt(
  { probability, spare }: Waiting,
  perWorker: number,
  seconds: number,
): { readonly tail: number; readonly density: number } {
  const served = Math.exp(-perWorker * seconds);
  const difference = spare - perWorker;
  if (Math.abs(difference) < perWorker * 1e-6) {
    const both = (1 + perWorker * seconds) * served;
    const tail = (1 - probability) * served + probability * both;
    const density = perWorker * served * (1 - probability + probability * perWorker * seconds);
    return { tail, density };
  }
  const waited = Math.exp(-spare * seconds);
  const tail = (1 - probability) * served + (probability * (spare * served - perWorker * waited)) / difference;
  const density =
    (1 - probability) * perWorker * served + (probability * perWorker * spare * (served - waited)) / difference;
  return { tail, density };
}
