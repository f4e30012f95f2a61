import { describe, expect, it } from 'vitest';
import { findLoadShape, loadShapes } from '../../../runtime/src/simulate/index.ts';

const hour = 3_600_000;
const day = 24 * hour;

function at(name: string, timeMs: number, durationMs = day, seed = 1): number {
  return findLoadShape(name)?.level(timeMs, durationMs, seed) ?? Number.NaN;
}

function levels(name: string, durationMs = day, seed = 1): readonly number[] {
  return Array.from({ length: 5000 }, (_, index) => at(name, (index / 5000) * durationMs, durationMs, seed));
}

describe.each(loadShapes)('$name', ({ name, summary }) => {
  it('stays between nothing and its peak, for any length', () => {
    for (const durationMs of [60_000, hour, day, 30 * day]) {
      for (const level of levels(name, durationMs)) {
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(1);
      }
    }
  });

  it('says what it is in a sentence', () => expect(summary).toMatch(/^[A-Z].+\.$/));
});

describe('the shapes', () => {
  it.each([
    ['steady', 5 * hour, 1],
    ['ramp', 0, 0.1],
    ['ramp', 12 * hour, 0.55],
    ['ramp', 24 * hour, 1],
    ['step', 12 * hour - 1, 0.2],
    ['step', 12 * hour, 1],
    ['spike', 12 * hour, 1],
    ['spike', 12 * hour - 150_000, 0.6],
    ['spike', 13 * hour, 0.2],
    ['flash_crowd', 6 * hour, 0.1],
    ['flash_crowd', 6 * hour + 120_000, 1],
    ['flash_crowd', 6 * hour + 120_000 + hour / 2, 0.55],
    ['sine', hour / 4, 1],
    ['sine', (3 * hour) / 4, 0.1],
    ['diurnal', 4 * hour, 0.2],
    ['diurnal', 16 * hour, 1],
    ['weekly', 2 * day + 16 * hour, 1],
    ['weekly', 5 * day + 16 * hour, 0.6],
    ['weekly', 7 * day + 16 * hour, 1],
  ])('%s after %d ms is %d of its peak', (name, timeMs, level) => expect(at(name, timeMs)).toBeCloseTo(level, 9));

  it('of noise depend on the seed, and on nothing else', () => {
    expect(levels('noise', day, 1)).toEqual(levels('noise', day, 1));
    expect(levels('noise', day, 1)).not.toEqual(levels('noise', day, 2));
    const mean = levels('noise').reduce((total, level) => total + level, 0) / 5000;
    expect(mean).toBeGreaterThan(0.55);
    expect(mean).toBeLessThan(0.65);
  });

  it('change without jumps, but for the step', () => {
    for (const { name } of loadShapes.filter((shape) => shape.name !== 'step')) {
      let widest = 0;
      for (let timeMs = 0; timeMs < 7 * day; timeMs += 5000) {
        widest = Math.max(widest, Math.abs(at(name, timeMs + 5000, 7 * day) - at(name, timeMs, 7 * day)));
      }
      expect(widest, name).toBeLessThan(0.15);
    }
  });
});
