import { KeyStates } from './key-states.ts';
import type { Limiter, LimiterKind, Rate, Verdict } from './limiter.ts';

/** When the next request of a key may leave at the earliest. */
interface Queue {
  freeAtMs: number;
}

function create({ requests, windowMs, burst }: Rate, maxKeys: number): Limiter {
  const spacingMs = windowMs / requests;
  const queues = new KeyStates<Queue>(maxKeys);
  return {
    name: 'leaky_bucket',
    get size() {
      return queues.size;
    },
    take(key, nowMs): Verdict {
      const queue = queues.use(key, () => ({ freeAtMs: nowMs }));
      const freeAtMs = Math.max(queue.freeAtMs, nowMs);
      const delayMs = freeAtMs - nowMs;
      // One leaves now, and the others of the burst wait behind it.
      const longestMs = (burst - 1) * spacingMs;
      const allowed = delayMs <= longestMs + 1e-6;
      if (allowed) queue.freeAtMs = freeAtMs + spacingMs;
      const nextDelayMs = queue.freeAtMs - nowMs;
      const remaining = Math.max(0, Math.floor((longestMs - nextDelayMs + 1e-6) / spacingMs) + 1);
      return {
        allowed,
        delayMs: allowed ? delayMs : 0,
        remaining,
        retryAfterMs: Math.max(0, nextDelayMs - longestMs),
      };
    },
  };
}

/** Requests leave at an even pace; those of a burst wait for their turn, and what would wait behind a whole burst is refused. */
export const leakyBucket: LimiterKind = {
  name: 'leaky_bucket',
  summary: 'Requests pass at an even pace; a burst waits for its turn.',
  create,
};
