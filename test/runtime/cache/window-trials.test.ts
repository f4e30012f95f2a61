import { describe, expect, it } from 'vitest';
import { hashKey } from '../../../runtime/src/cache/policies/hash.ts';
import { WindowTinyLfu } from '../../../runtime/src/cache/policies/w-tinylfu.ts';
import { WindowTrials } from '../../../runtime/src/cache/policies/window-trials.ts';

const NO_BOUND = Number.POSITIVE_INFINITY;

function trialsFor(maxEntries: number): { readonly trials: WindowTrials; readonly sizes: number[] } {
  const sizes: number[] = [];
  const trials = new WindowTrials({ maxEntries, maxBytes: NO_BOUND }, (bounds, ratio) => {
    sizes.push(bounds.maxEntries);
    return new WindowTinyLfu<true, number>(bounds, ratio);
  });
  return { trials, sizes };
}

describe('trials of window sizes', () => {
  it('begin with a tenth of the cache', () => {
    expect(trialsFor(100).trials.best).toBe(0.1);
  });

  it('find a small window for a loop, and tell of it, but not again and again', () => {
    const { trials } = trialsFor(100);
    const observeLoop = (requests: number): number => {
      let changes = 0;
      for (let index = 0; index < requests; index += 1) if (trials.observe(hashKey(index % 120), 1, 100)) changes += 1;
      return changes;
    };
    expect(observeLoop(6_000)).toBeGreaterThan(0);
    expect(trials.best).toBe(0.01);
    expect(observeLoop(6_000)).toBe(0);
  });

  it('find a large window for what is asked for a few times only, and come back from it', () => {
    const { trials } = trialsFor(100);
    for (let index = 0; index < 8_000; index += 1) trials.observe(hashKey((index >> 2) - (index & 3) * 20), 1, 100);
    expect(trials.best).toBe(0.95);
    for (let index = 0; index < 20_000; index += 1) trials.observe(hashKey(index % 120), 1, 100);
    expect(trials.best).toBe(0.01);
  });

  it('see a sample of the keys only, in a cache as much smaller, once the cache is large', () => {
    const { trials, sizes } = trialsFor(10_000);
    expect(sizes).toEqual([10_000, 10_000, 10_000, 10_000]);
    for (let key = 0; key < 100; key += 1) trials.observe(hashKey(key), 1, 5_000);
    // 5,000 entries are at most 512 when halved four times.
    expect(sizes.slice(-4)).toEqual([625, 625, 625, 625]);
  });
});
