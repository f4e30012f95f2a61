import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryPoint } from '../../runtime/src/autoscale/forecasters/forecaster.ts';
import { forecasters } from '../../runtime/src/autoscale/forecasters/index.ts';
import { noise } from '../runtime/autoscale/noise.ts';

/** Any points at all, in any order, with anything as a number. */
const wild = fc.array(fc.record({ atMs: fc.double(), value: fc.double() }), { maxLength: 60 });

/** Points as a careless caller might have them: nearly in order, some missing, some broken. */
const careless = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1e6 }), fc.constantFrom(0, 1, 1, 1, 1, 2, 40, -3)), { maxLength: 120 })
  .map((steps) => {
    let atMs = 1_760_000_000_000;
    return steps.map(([value, step]) => {
      atMs += step * 60_000;
      return { atMs, value };
    });
  });

describe.each(forecasters)('the forecaster $name', (forecaster) => {
  it('gives finite numbers or no forecast, whatever the history', () => {
    const horizon = fc.integer({ min: 1, max: 604_800_000 });
    fc.assert(
      fc.property(
        fc.oneof(wild, careless),
        horizon,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (history, ms, level) => {
          const outcome = forecaster.forecast(history, ms, level);
          if (outcome.kind === 'none') return;
          const { value, low, high, error, naiveError } = outcome;
          expect([value, low, high, error, naiveError].every(Number.isFinite)).toBe(true);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        },
      ),
    );
  });

  it('takes times that lie endlessly far apart for none', () => {
    const history = [-1.7e308, 6e-323, 7e-323, 1.7e308].map((atMs) => ({ atMs, value: 1 }));
    expect(forecaster.forecast(history, 60_000, 0.9).kind).toBe('none');
  });

  it('has a wider interval for a higher level', () => {
    fc.assert(
      fc.property(careless, (history) => {
        const [less, more] = [0.5, 0.95].map((level) => forecaster.forecast(history, 60_000, level));
        if (less?.kind !== 'forecast' || more?.kind !== 'forecast' || less.method !== more.method) return;
        expect(more.high - more.low).toBeGreaterThanOrEqual(less.high - less.low);
      }),
    );
  });

  it('does not change what it was given', () => {
    fc.assert(
      fc.property(careless, (history) => {
        const before = structuredClone(history);
        forecaster.forecast(history, 60_000, 0.8);
        expect(history).toEqual(before);
      }),
    );
  });

  it('holds as many outcomes of a noisy load as its level says', () => {
    let drift = 0;
    const load = Array.from({ length: 1728 }, (_, index) => {
      drift = 0.5 * drift + noise(index);
      return { atMs: index * 300_000, value: 500 + 40 * drift };
    });
    const share = coverage(forecaster, load, 864, 3);
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThan(0.95);
  });
});

const trace = new URL('../../../shared/traces/load/nab_elb_request_count_8c0756.csv.gz', import.meta.url);

describe.skipIf(!existsSync(trace))(
  'on the requests of a real load balancer (skipped where the trace is not there)',
  () => {
    it.each(forecasters)('intervals of $name for 90 % hold 88 to 92 %', (forecaster) => {
      const lines = gunzipSync(readFileSync(trace)).toString().trim().split('\n').slice(1);
      const load = lines.map((line, index) => ({ atMs: index * 300_000, value: Number(line.split(',')[1]) }));
      const share = coverage(forecaster, load, 1440, 3);
      expect(share).toBeGreaterThanOrEqual(0.88);
      expect(share).toBeLessThanOrEqual(0.92);
    });
  },
);

/** Share of the outcomes that 90 % intervals hold, `steps` ahead, each from `window` points before it. */
function coverage(
  { forecast }: (typeof forecasters)[number],
  load: readonly HistoryPoint[],
  window: number,
  steps: number,
): number {
  const stepMs = (load[1]?.atMs ?? 0) - (load[0]?.atMs ?? 0);
  const held: boolean[] = [];
  for (let now = window; now + steps < load.length; now += 3) {
    const outcome = forecast(load.slice(now - window, now + 1), steps * stepMs, 0.9);
    const value = load[now + steps]?.value ?? Number.NaN;
    if (outcome.kind === 'forecast') held.push(outcome.low <= value && value <= outcome.high);
  }
  return held.filter(Boolean).length / held.length;
}
