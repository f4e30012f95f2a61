/** Measures how long instances take from being wanted to serving, by what scaling sees of them at each evaluation. */
export interface StartUpWatch {
  /** Takes note of the counts; gives the longest of the last few start-ups, and 0 while there has been none. */
  observe(counts: { readonly currentInstances: number; readonly readyInstances: number }, nowMs: number): number;
}

/** How many start-ups are remembered. */
const REMEMBERED = 5;

/**
 * A watch that has seen nothing yet. A start-up lasts from the evaluation after which more instances were wanted to the one
 * that finds that many ready: it is measured in whole intervals, never too short. Fewer wanted meanwhile end it unmeasured.
 */
export function watchStartUps(): StartUpWatch {
  let last: { readonly wanted: number; readonly atMs: number } | null = null;
  let startedMs: number | null = null;
  let seen: readonly number[] = [];
  return {
    observe({ currentInstances, readyInstances }, nowMs) {
      if (last !== null && currentInstances > last.wanted) startedMs ??= last.atMs;
      if (last !== null && currentInstances < last.wanted) startedMs = null;
      if (startedMs !== null && readyInstances >= currentInstances) {
        seen = [...seen, nowMs - startedMs].slice(-REMEMBERED);
        startedMs = null;
      }
      last = { wanted: currentInstances, atMs: nowMs };
      return Math.max(0, ...seen);
    },
  };
}
