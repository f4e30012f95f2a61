const DAY_MS = 86_400_000;

/** The fewest steps that a day can have a shape in. */
const LEAST_STEPS = 4;

/** Steps of a day; null where a step is too long for a day to have a shape. */
export function stepsOfDay(stepMs: number): number | null {
  const steps = Math.round(DAY_MS / stepMs);
  return steps >= LEAST_STEPS ? steps : null;
}
