import type { Clock } from '../../../runtime/src/clock.ts';
import type { Instance } from '../../../runtime/src/instances/instance.ts';

/** A clock that moves only when it is told to. */
export interface ManualClock extends Clock {
  /** Moves on, calling back what falls due in order, and lets what that started settle. */
  advance(ms: number): Promise<void>;
}

export function manualClock(): ManualClock {
  let nowMs = 1_000_000;
  const timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();
  const earliest = () => [...timers].sort((a, b) => a.dueMs - b.dueMs)[0];
  return {
    nowMs: () => nowMs,
    after(delayMs, callback) {
      const timer = { dueMs: nowMs + delayMs, callback };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (let next = earliest(); next !== undefined && next.dueMs <= untilMs; next = earliest()) {
        timers.delete(next);
        nowMs = next.dueMs;
        next.callback();
        await new Promise((resolve) => setImmediate(resolve));
      }
      nowMs = untilMs;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export function instance(id: string, weight = 1): Instance {
  return { id, host: '127.0.0.1', port: 1, weight, pid: null, startedAtMs: 0 };
}
