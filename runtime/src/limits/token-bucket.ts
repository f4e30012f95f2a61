import { KeyStates } from './key-states.ts';
import type { Limiter, LimiterKind, Rate, Verdict } from './limiter.ts';

interface Bucket {
  tokens: number;
  atMs: number;
}

function create({ requests, windowMs, burst }: Rate, maxKeys: number): Limiter {
  const perMs = requests / windowMs;
  const buckets = new KeyStates<Bucket>(maxKeys);
  return {
    name: 'token_bucket',
    get size() {
      return buckets.size;
    },
    take(key, nowMs): Verdict {
      const bucket = buckets.use(key, () => ({ tokens: burst, atMs: nowMs }));
      const elapsedMs = Math.max(0, nowMs - bucket.atMs);
      bucket.tokens = Math.min(burst, bucket.tokens + elapsedMs * perMs);
      bucket.atMs += elapsedMs;
      // A token that is there but for rounding is there.
      const allowed = bucket.tokens >= 1 - 1e-9;
      if (allowed) bucket.tokens = Math.max(0, bucket.tokens - 1);
      const remaining = Math.floor(bucket.tokens + 1e-9);
      return { allowed, delayMs: 0, remaining, retryAfterMs: remaining >= 1 ? 0 : (1 - bucket.tokens) / perMs };
    },
  };
}

/** Each request costs a token; tokens come back at the rate, up to the burst: short peaks pass, the average holds. */
export const tokenBucket: LimiterKind = {
  name: 'token_bucket',
  summary: 'Short bursts pass, the average rate holds.',
  create,
};
