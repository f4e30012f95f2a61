/** What the way from the fewest instances to the most depends on. Times are in milliseconds. */
export interface StepLoad {
  readonly minInstances: number;
  readonly maxInstances: number;
  /** The count is multiplied by this and rounded up. */
  readonly factor: number;
  readonly cooldownMs: number;
  readonly intervalMs: number;
  readonly startUpMs: number;
}

/** How a service that is asked for everything at once grows from its fewest instances to its most. */
export interface StepResponse {
  /** The counts on the way, from the first to the last. */
  readonly counts: readonly number[];
  /** Between two steps: the first evaluation at which the cooldown is over. */
  readonly betweenStepsMs: number;
  /** Until the first added instances serve, where the load comes just after an evaluation. */
  readonly firstHelpMs: number;
  /** Until all of them serve, where the load comes just after an evaluation. */
  readonly allServeMs: number;
}

/** Counts beyond this many steps are not followed: no factor above 1 that matters needs as many. */
const mostSteps = 1000;

/**
 * Computes how long `weighted_excess` takes under a load that jumps and stays: a step at each evaluation that the cooldown
 * allows. Undefined where the count never gets there.
 */
export function reachMaximum(load: StepLoad): StepResponse | undefined {
  const counts = [load.minInstances];
  for (let count = load.minInstances; count < load.maxInstances; ) {
    const next = Math.min(load.maxInstances, Math.ceil(count * load.factor));
    if (next <= count || counts.length > mostSteps) return undefined;
    counts.push(next);
    count = next;
  }
  const betweenStepsMs = Math.max(1, Math.ceil(load.cooldownMs / load.intervalMs)) * load.intervalMs;
  const firstHelpMs = load.intervalMs + load.startUpMs;
  const allServeMs = firstHelpMs + Math.max(0, counts.length - 2) * betweenStepsMs;
  return { counts, betweenStepsMs, firstHelpMs, allServeMs };
}
