import type { QueueModel, Waiting } from './queue.ts';

/** Below this probability of waiting a 99th percentile moves by less than a thousandth of the service time. */
const NOBODY_WAITS = 1e-6;

/** Newton's method doubles the right digits with each step, so that it is done after one that changes as little as this share. */
const PRECISION = 5e-4;

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
 * `nearMs` is where to begin the search, such as the result of a moment before: it saves time, and changes the last digits only.
 */
export function responseQuantileMs(model: QueueModel, waiting: Waiting, beyond: number, nearMs = 0): number {
  const { perWorker } = model;
  const { probability, spare, backlogS } = waiting;
  // Without waiting the service time alone decides; with it, a response takes longer than that.
  const least = Math.log(1 / beyond) / perWorker;
  if (!(probability > NOBODY_WAITS && spare > 0)) return 1000 * (backlogS + least);
  const difference = spare - perWorker;
  const isEqual = Math.abs(difference) < perWorker * 1e-6;
  let seconds = Math.max(least, nearMs / 1000 - backlogS);
  for (let turn = 0; turn < 50; turn++) {
    const served = Math.exp(-perWorker * seconds);
    const waited = isEqual ? 0 : Math.exp(-spare * seconds);
    // Where both rates are the same, the two exponentials become one with a factor that grows in time.
    const tail = isEqual
      ? (1 + probability * perWorker * seconds) * served
      : (1 - probability) * served + (probability * (spare * served - perWorker * waited)) / difference;
    const density = isEqual
      ? perWorker * served * (1 - probability + probability * perWorker * seconds)
      : (1 - probability) * perWorker * served + (probability * perWorker * spare * (served - waited)) / difference;
    // The logarithm of the tail is nearly straight, which makes each step land close.
    const next = Math.max(least, seconds + (Math.log(tail / beyond) * tail) / density);
    const change = Math.abs(next - seconds);
    seconds = next;
    if (change <= seconds * PRECISION) break;
  }
  return 1000 * (backlogS + seconds);
}
