import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addValue,
  type DecayingHistogram,
  emptyHistogram,
  percentileOf,
} from '../../../runtime/src/autoscale/vertical/decaying-histogram.ts';

const scheme = { first: 0.01, most: 1000 };
const halfLifeMs = 1000;

const filled = (values: readonly number[], at = (_index: number) => 0): DecayingHistogram =>
  values.reduce(
    (histogram, value, index) => addValue(histogram, scheme, { value, weight: 1, atMs: at(index) }, halfLifeMs),
    emptyHistogram(0),
  );
const cores = fc.double({ min: 0.01, max: 900, noNaN: true });

describe('a decaying histogram', () => {
  it('gives a percentile that is not below the true one, and by a twentieth and the first bucket above at most', () => {
    fc.assert(
      fc.property(
        fc.array(cores, { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const exact = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length - 1e-9) - 1] ?? 0;
          const found = percentileOf(filled(values), scheme, share) ?? -1;
          expect(found).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
          expect(found).toBeLessThanOrEqual(exact * 1.05 + scheme.first * 1.0001);
        },
      ),
    );
  });

  it('rises with the share', () => {
    fc.assert(
      fc.property(
        fc.array(cores, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const histogram = filled(values);
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(percentileOf(histogram, scheme, low)).toBeLessThanOrEqual(percentileOf(histogram, scheme, high) ?? -1);
        },
      ),
    );
  });

  it('lets what is older by the half-life count half', () => {
    const twice = filled([10, 1, 1], (index) => (index === 0 ? 0 : halfLifeMs));
    // Weights 1, 2 and 2: a fifth of them is at 10.
    expect(percentileOf(twice, scheme, 0.79)).toBeLessThan(1.1);
    expect(percentileOf(twice, scheme, 0.81)).toBeGreaterThan(10);
  });

  it('stays finite over any length of time', () => {
    const long = filled([1, 2, 4], (index) => index * 1e9 * halfLifeMs);
    expect(long.weights.every(Number.isFinite)).toBe(true);
    expect(percentileOf(long, scheme, 0.5)).toBeGreaterThan(4);
  });

  it('takes away what was added', () => {
    const entry = { value: 3, weight: 1, atMs: 500 };
    const added = addValue(filled([1]), scheme, entry, halfLifeMs);
    const taken = addValue(added, scheme, { ...entry, weight: -1 }, halfLifeMs);
    expect(percentileOf(added, scheme, 1)).toBeGreaterThan(3);
    expect(percentileOf(taken, scheme, 1)).toBeLessThan(1.1);
  });

  it('has no percentile of nothing', () => {
    expect(percentileOf(emptyHistogram(0), scheme, 0.5)).toBeUndefined();
    expect(percentileOf(filled([Number.NaN, -1]), scheme, 0.5)).toBeUndefined();
  });

  it('puts everything above its range into the last bucket', () => {
    expect(percentileOf(filled([1e12]), scheme, 0.5)).toBeLessThanOrEqual(1060);
  });
});
