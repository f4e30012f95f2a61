/** A pending timer. */
export interface Timer {
  cancel(): void;
}

/** Time as an argument: what waits or measures is given a clock, so that tests and replays can bring their own. */
export interface Clock {
  /** Milliseconds since the Unix epoch, never going backwards. */
  nowMs(): number;
  /** Calls back once after `delayMs` of this clock's time. The timer does not keep the process alive. */
  after(delayMs: number, callback: () => void): Timer;
}

/**
 * A clock that runs `speed` times as fast as the machine's, from the same start:
 * policies written in minutes can be watched in seconds. Everything measured against it is in its own time.
 */
export function scaledClock(speed: number): Clock {
  const epoch = performance.timeOrigin + performance.now();
  const start = performance.now();
  return {
    nowMs: () => epoch + (performance.now() - start) * speed,
    after(delayMs, callback) {
      const handle = setTimeout(callback, delayMs / speed);
      handle.unref();
      return { cancel: () => clearTimeout(handle) };
    },
  };
}

/** The machine's time, made monotonic: a step of the wall clock does not reach it. */
export const systemClock: Clock = scaledClock(1);
