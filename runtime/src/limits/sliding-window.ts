import { KeyStates } from './key-states.ts';
import type { Limiter, LimiterKind, Rate, Verdict } from './limiter.ts';

/** The requests of the window that is running and of the one before it. */
interface Windows {
  startMs: number;
  current: number;
  previous: number;
}

function create({ requests, windowMs }: Rate, maxKeys: number): Limiter {
  const states = new KeyStates<Windows>(maxKeys);
  return {
    name: 'sliding_window',
    get size() {
      return states.size;
    },
    take(key, nowMs): Verdict {
      const state = states.use(key, () => ({
        startMs: Math.floor(nowMs / windowMs) * windowMs,
        current: 0,
        previous: 0,
      }));
      advance(state, nowMs, windowMs);
      const share = Math.min(1, Math.max(0, 1 - (nowMs - state.startMs) / windowMs));
      const used = state.previous * share + state.current;
      const allowed = used + 1 <= requests + 1e-9;
      if (allowed) state.current += 1;
      const left = requests - used - (allowed ? 1 : 0);
      const remaining = Math.max(0, Math.floor(left + 1e-9));
      return {
        allowed,
        delayMs: 0,
        remaining,
        retryAfterMs: remaining >= 1 ? 0 : waitMs(state, nowMs, requests, windowMs),
      };
    },
  };
}

/** Moves on to the window of a time; an earlier time stays in the one that is running. */
function advance(state: Windows, nowMs: number, windowMs: number): void {
  const passed = Math.floor((nowMs - state.startMs) / windowMs);
  if (passed <= 0) return;
  state.previous = passed === 1 ? state.current : 0;
  state.current = 0;
  state.startMs += passed * windowMs;
}

/** How long until one more fits: as the window before fades, or else as this one does in the next. */
function waitMs({ startMs, current, previous }: Windows, nowMs: number, requests: number, windowMs: number): number {
  const fade = (count: number, others: number): number => windowMs * (1 - (requests - 1 - others) / count);
  const untilMs =
    current + 1 <= requests && previous > 0
      ? fade(previous, current)
      : windowMs + Math.max(0, current > 0 ? fade(current, 0) : 0);
  return Math.max(0, startMs + untilMs - nowMs);
}

/**
 * No more than the limit in any stretch as long as the window, counted as Cloudflare does: all of the running window and, of the
 * one before, the share that such a stretch still reaches. Two numbers for each key, and off by little where traffic is even.
 */
export const slidingWindow: LimiterKind = {
  name: 'sliding_window',
  summary: 'At most so many requests in any stretch of the window.',
  create,
};
