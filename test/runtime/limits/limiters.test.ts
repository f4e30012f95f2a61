import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLimiter, limiters } from '../../../runtime/src/limits/index.ts';
import type { Rate } from '../../../runtime/src/limits/limiter.ts';

const rate: Rate = { requests: 10, windowMs: 1_000, burst: 5 };

/** How many of the requests of one key at these times are allowed. */
function countAllowed(name: string, times: readonly number[], limits: Rate = rate): number {
  const limiter = findLimiter(name)?.create(limits, 100);
  return times.filter((atMs) => limiter?.take('a', atMs).allowed).length;
}

describe.each(limiters)('$name', (kind) => {
  test('has a sentence and gives its name to what it creates', () => {
    expect(kind.summary).toMatch(/^[A-Z].*\.$/);
    expect(kind.create(rate, 10).name).toBe(kind.name);
  });

  test('counts every key by itself', () => {
    const limiter = kind.create(rate, 100);
    for (let count = 0; count < 50; count += 1) limiter.take('a', 0);
    expect(limiter.take('b', 0).allowed).toBe(true);
    expect(limiter.take('a', 0).allowed).toBe(false);
  });

  test('lets an even stream below the rate through for as long as it lasts', () => {
    const times = Array.from({ length: 500 }, (_, index) => index * 112);
    expect(countAllowed(kind.name, times)).toBe(500);
  });

  test('holds a stream far above the rate down to the rate', () => {
    const times = Array.from({ length: 10_000 }, (_, index) => index * 10);
    const allowed = countAllowed(kind.name, times);
    expect(allowed).toBeGreaterThanOrEqual(900);
    expect(allowed).toBeLessThanOrEqual(1_010);
  });

  test('allows a request after the time that it said, and not much before', () => {
    const limiter = kind.create(rate, 100);
    let verdict = limiter.take('a', 0);
    while (verdict.allowed) verdict = limiter.take('a', 0);
    expect(verdict.retryAfterMs).toBeGreaterThan(0);
    expect(limiter.take('a', verdict.retryAfterMs * 0.9).allowed).toBe(false);
    expect(limiter.take('a', verdict.retryAfterMs + 1e-3).allowed).toBe(true);
  });

  test('remembers a bounded number of keys, whatever comes', () => {
    const limiter = kind.create(rate, 20);
    for (let key = 0; key < 1_000; key += 1) limiter.take(String(key), key);
    expect(limiter.size).toBe(20);
  });

  test('says how many more are allowed at the same moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(200)),
        (requests, burst, gaps) => {
          const limiter = kind.create({ requests, windowMs: 1_000, burst }, 10);
          let atMs = 0;
          for (const gap of gaps) {
            atMs += gap;
            limiter.take('a', atMs);
          }
          const { remaining } = limiter.take('a', atMs);
          for (let count = 0; count < remaining; count += 1) expect(limiter.take('a', atMs).allowed).toBe(true);
          expect(limiter.take('a', atMs).allowed).toBe(false);
        },
      ),
    );
  });

  test('never gives anything but numbers, and survives a clock that jumps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 50 }), (times) => {
        const limiter = kind.create(rate, 10);
        for (const atMs of times) {
          const { delayMs, remaining, retryAfterMs } = limiter.take('a', atMs);
          for (const figure of [delayMs, remaining, retryAfterMs]) expect(figure).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

test.each([
  ['token_bucket', 5],
  ['leaky_bucket', 5],
  ['sliding_window', 10],
])('%s allows %i at once', (name, expected) => {
  expect(
    countAllowed(
      name,
      Array.from({ length: 30 }, () => 0),
    ),
  ).toBe(expected);
});

test('a leaky bucket spaces a burst evenly', () => {
  const limiter = findLimiter('leaky_bucket')?.create(rate, 10);
  expect(Array.from({ length: 5 }, () => limiter?.take('a', 0).delayMs)).toEqual([0, 100, 200, 300, 400]);
});

test('a sliding window does not allow twice its limit around the turn of two windows', () => {
  const times = [...Array.from({ length: 10 }, () => 990), ...Array.from({ length: 10 }, () => 1_010)];
  expect(countAllowed('sliding_window', times)).toBeLessThanOrEqual(11);
});
