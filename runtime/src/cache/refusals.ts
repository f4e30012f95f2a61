import type { StorabilityObstacle } from './freshness/storability.ts';
import { lru } from './policies/lru.ts';
import type { EvictionPolicy } from './policies/policy.ts';

const MOST_KEYS = 10_000;
const REMEMBERED_MS = 60_000;

/** Obstacles that lie in one request and say nothing of the next. */
const OF_THE_REQUEST: ReadonlySet<StorabilityObstacle> = new Set(['method', 'request-no-store', 'authorization']);

/**
 * Remembers keys whose responses turned out not to be storable, for a while and so many: requests for them go straight to
 * the origin instead of waiting, one after the other, for a response that will not be stored ("hit for miss").
 */
export class Refusals {
  readonly #untilMs: EvictionPolicy<number> = lru.create({ maxEntries: MOST_KEYS, maxBytes: Number.POSITIVE_INFINITY });

  /** Whether requests for the key are better not made to wait. */
  has(key: string, nowMs: number): boolean {
    return (this.#untilMs.get(key) ?? 0) > nowMs;
  }

  /** Remembers why a response was not stored, unless the reason is the request's own or an error of the moment. */
  remember(key: string, why: StorabilityObstacle | 'too-large', status: number, nowMs: number): void {
    const passing = status >= 500 || (why !== 'too-large' && OF_THE_REQUEST.has(why));
    if (!passing) this.#untilMs.put(key, nowMs + REMEMBERED_MS, 0);
  }

  /** Forgets a key, as its response has been stored after all. */
  forget(key: string): void {
    this.#untilMs.delete(key);
  }
}
