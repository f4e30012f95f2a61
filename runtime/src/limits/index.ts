import { leakyBucket } from './leaky-bucket.ts';
import type { LimiterKind } from './limiter.ts';
import { slidingWindow } from './sliding-window.ts';
import { tokenBucket } from './token-bucket.ts';

/** Every way to limit a rate; the names are those of the plan. */
export const limiters: readonly LimiterKind[] = Object.freeze([tokenBucket, slidingWindow, leakyBucket]);

/** The way of that name; undefined where there is none. */
export function findLimiter(name: string): LimiterKind | undefined {
  return limiters.find((kind) => kind.name === name);
}
