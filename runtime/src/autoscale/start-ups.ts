/** Measures how long instances take from being wanted to serving, by what scaling sees of them at each evaluation. */
export interface StartUpWatch {
  /** Takes note of the counts; gives the longest of the last few start-ups, and 0 while there has been none. */
  observe(counts: { readonly currentInstances: number; readonly readyInstances: number }, nowMs: number): number;
}

/** How many start-ups are remembered. */
const REMEMBERED = 5;

/** Instances that were asked for together: they serve when `count` of all are ready. */
interface Batch {
  readonly count: number;
  readonly atMs: number;
}

/**
 * A watch that has seen nothing yet. A start-up lasts from the evaluation after which more instances were wanted to the one
 * that finds that many ready: it is measured in whole intervals, never too short. Where more are wanted while others still
 * start, each growth is measured by itself; fewer wanted meanwhile end unmeasured what is not wanted any more.
 */
export function watchStartUps(): StartUpWatch {
  let last: { readonly wanted: number; readonly atMs: number } | null = null;
  let open: readonly Batch[] = [];
  let seen: readonly number[] = [];
  return {
    observe({ currentInstances, readyInstances }, nowMs) {
      if (last !== null && currentInstances > last.wanted) {
        open = [...open, { count: currentInstances, atMs: last.atMs }];
      }
      if (last !== null && currentInstances < last.wanted) open = open.filter(({ count }) => count <= currentInstances);
      if (open.length > 0) {
        const done = open.filter(({ count }) => count <= readyInstances).map(({ atMs }) => nowMs - atMs);
        seen = [...seen, ...done].slice(-REMEMBERED);
        open = open.filter(({ count }) => count > readyInstances);
      }
      last = { wanted: currentInstances, atMs: nowMs };
      return Math.max(0, ...seen);
    },
  };
}
