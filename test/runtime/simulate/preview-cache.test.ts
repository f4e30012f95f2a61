import type { Plan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { evictionPolicies } from '../../../runtime/src/cache/policies/index.ts';
import { type CachePreview, type CacheRequest, previewCache } from '../../../runtime/src/simulate/index.ts';
import { wholePlan } from './preview-plan.ts';

const planWith = (maxBytes: number): Plan => ({
  ...wholePlan,
  cache: { ...wholePlan.cache, response: { ...wholePlan.cache.response, maxBytes } },
});

function cache(request: CacheRequest, maxBytes = 100_000): CachePreview {
  const outcome = previewCache(planWith(maxBytes), request);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.preview;
}

const zipf: CacheRequest = {
  requests: { kind: 'zipf', objects: 1000, exponent: 1, requests: 10_000, meanBytes: 1000, seed: 1 },
};

describe('a preview of the cache', () => {
  it('is the same each time, for every policy', () => {
    const preview = cache(zipf);
    expect(cache(zipf)).toEqual(preview);
    expect(preview.outcomes.map(({ policy }) => policy)).toEqual(evictionPolicies.map(({ name }) => name));
  });

  it('has the size of the plan among its sizes', () => {
    expect(cache(zipf, 123_456).sizes).toContain(123_456);
    expect(cache(zipf, 5_000_000).sizes.at(-1)).toBe(1_000_000);
  });

  it('finds all but the first of each where everything fits, whatever the policy', () => {
    const { outcomes } = cache(zipf);
    const last = outcomes.map(({ hitRatios }) => hitRatios.at(-1));
    expect(new Set(last).size).toBe(1);
    expect(last[0]).toBeGreaterThan(0.88);
  });

  it('finds what a cache of the least recently used would, computed by hand', () => {
    const text = 'a,10\nb,10\na,10\nc,10\nb,10\na,10\n';
    const { outcomes, sizes } = cache({ requests: { kind: 'trace', name: 't', text }, policies: ['lru', 'fifo'] }, 20);
    const at = sizes.indexOf(20);
    // Of two places: a misses, b misses, a hits, c misses (b goes), b misses (a goes), a misses.
    expect(outcomes.map(({ hitRatios }) => hitRatios[at])).toEqual([1 / 6, 2 / 6]);
  });

  it.each([
    [{ ...zipf, policies: ['best'] }, /^There is no eviction policy 'best'; the policies are/],
    [{ requests: { kind: 'trace', name: 't.txt', text: '\n# none\n' } }, /^'requests of t\.txt' has no requests\.$/],
  ] satisfies [CacheRequest, RegExp][])('%j is refused', (request, message) => {
    expect(previewCache(wholePlan, request)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
