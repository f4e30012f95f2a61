import type { SlowStartPlan } from '@tsk/schemas/plan';

/** Share that an instance gets at least, so that it can show what it is worth. */
const LEAST_SHARE = 0.1;

/** The share of its weight that an instance has `elapsedMs` after it became ready, from 0.1 to 1. */
export function slowStartShare({ windowMs, aggression }: SlowStartPlan, elapsedMs: number): number {
  if (elapsedMs >= windowMs) return 1;
  return Math.max(LEAST_SHARE, (Math.max(0, elapsedMs) / windowMs) ** (1 / aggression));
}
