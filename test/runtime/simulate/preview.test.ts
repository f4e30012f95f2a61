import { describe, expect, it } from 'vitest';
import {
  describeDifference,
  describeResult,
  type PreviewRequest,
  runPreview,
  shapeLoad,
  simulate,
  stepLengthMs,
} from '../../../runtime/src/simulate/index.ts';
import { parseLoadExpression } from '../../../runtime/src/simulate/load-expression.ts';
import { burst, previewOf, wholePlan } from './preview-plan.ts';
import { shaped } from './support.ts';

const hour = 3_600_000;
const diurnal: PreviewRequest = { load: { kind: 'shape', shape: 'diurnal' } };

describe('a preview', () => {
  it('has the numbers of the simulation', () => {
    const { run, oracle, steps } = previewOf(diurnal);
    const simulation = simulate(wholePlan, shaped(wholePlan, 'diurnal'));
    expect(steps).toBe(simulation.steps);
    expect(run.columns.p99Ms).toEqual([...simulation.columns.p99Ms]);
    expect(run.summary['instance_hours']).toBe(simulation.summary.instanceHours);
    expect(oracle.required).toEqual([...simulation.oracle.required]);
    expect(run.decisions).toHaveLength(simulation.decisions.length);
  });

  it('is the same each time, also after having been sent as JSON', () => {
    const request: PreviewRequest = { ...burst, policies: ['hpa'], startUpsMs: [30_000] };
    const text = JSON.stringify(previewOf(request));
    expect(JSON.stringify(previewOf(JSON.parse(JSON.stringify(request))))).toBe(text);
    expect(JSON.parse(text)).toEqual(previewOf(request));
  });

  it('runs other rules and other start-up times under the same load', () => {
    const { run, others, startUps } = previewOf({ ...burst, policies: ['hpa', 'pressure'], startUpsMs: [0, 600_000] });
    expect(others.map(({ policy }) => policy)).toEqual(['hpa', 'pressure']);
    expect(others[1]).toEqual(run);
    expect(others[0]?.columns.load).toEqual(run.columns.load);
    const minutes = startUps.map(({ summary }) => summary['violation_minutes'] ?? 0);
    expect(minutes[0]).toBeLessThan(minutes[1] ?? 0);
  });

  it('takes other values for settings', () => {
    const most = (overrides: Record<string, number>): number | undefined =>
      previewOf({ ...burst, overrides }).run.summary['peak_instances'];
    expect(most({ '/scaling/maxInstances': 4 })).toBe(4);
    expect(most({})).toBeGreaterThan(4);
    const { scaling } = previewOf({ ...burst, overrides: { '/scaling/metrics/0/high': 0.5 } });
    expect(scaling.metrics[0]?.high).toBe(0.5);
  });

  it('answers a part of the load from a cache', () => {
    const whole = previewOf(diurnal).run.columns.load;
    const rest = previewOf({ ...diurnal, cacheHitRatio: 0.25 });
    expect(rest.run.columns.load[5000]).toBeCloseTo(0.75 * (whole[5000] ?? 0), 9);
    expect(rest.notes.join(' ')).toContain('A cache answers 25 % of the requests');
  });

  it('knows how its settings are called, and where they were written', () => {
    const origins = {
      '/scaling/scaleUp/cooldownMs': {
        source: 0,
        line: 12,
        column: 3,
        key: 'auto_scaling.policies.scale_up.cooldown_period',
      },
    };
    const plan = { ...wholePlan, sources: [{ path: 'a.tsk', sha256: '0'.repeat(64) }], origins };
    const { places } = previewOf(burst, plan);
    expect(places['/scaling/scaleUp/cooldownMs']?.origin).toMatchObject({ file: 'a.tsk', line: 12 });
    expect(places['/scaling/metrics/0/high']).toEqual({
      pointer: '/scaling/metrics/0/high',
      key: 'auto_scaling.metrics.cpu_utilization.threshold_high',
    });
  });

  it('lets a trace pass faster, from its first point on', () => {
    const text = '2026-01-01 00:00:00,100\n2026-01-01 01:00:00,700\n';
    const load = { kind: 'trace', name: 'day.csv', text } as const;
    expect(previewOf({ load }).steps * 5000).toBe(hour);
    const fast = previewOf({ load: { ...load, speed: 4 } });
    expect([fast.steps * 5000, fast.title]).toEqual([hour / 4, 'load of day.csv, 4 times as fast, 15 min']);
    expect(fast.run.columns.load.at(-1)).toBeGreaterThan(695);
  });

  it.each([
    [{ ...diurnal, policies: ['best'] }, /^There is no scaling rule 'best'; the rules are weighted_excess, pressure/],
    [{ load: { kind: 'shape', shape: 'diurnal + storm' } }, /^There is no load 'storm'; the loads are steady/],
    [{ ...diurnal, overrides: { '/scaling/most': 3 } }, /^There is no setting '\/scaling\/most' in the plan\.$/],
    [{ ...diurnal, overrides: { '/scaling/maxInstances': 'many' } }, /maxInstances/],
    [{ load: { kind: 'trace', name: 't.csv', text: '1\n' } }, /^'t\.csv' is not a trace: it has one point only/],
  ] satisfies [PreviewRequest, RegExp][])('%j is refused', (request, message) => {
    const outcome = runPreview(wholePlan, request);
    expect(outcome).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});

describe('a sum of shapes', () => {
  const load = (text: string) => {
    const parsed = parseLoadExpression(text);
    if (!parsed.ok) throw new Error(parsed.message);
    const stepMs = stepLengthMs(wholePlan);
    return shapeLoad(parsed.shape, { stepMs, durationMs: 24 * hour, peak: 900, seed: 1 }).rates;
  };

  it('has the peak where it is highest', () => {
    expect(load('diurnal + 0.5 * spike').reduce((most, rate) => Math.max(most, rate), 0)).toBeCloseTo(900, 9);
  });

  it('is the shapes by their factors', () => {
    const [day, twice] = [load('diurnal'), load('0.25 * diurnal + 0.25*diurnal')];
    expect(twice[4000]).toBeCloseTo((day[4000] ?? 0) / 2, 9);
  });
});

describe('what is said of a preview', () => {
  it('says what happens, to whom, since when, for how much, and what stands in the way', () => {
    const sentences = describeResult(previewOf({ ...burst, overrides: { '/scaling/maxInstances': 6 } }));
    expect(sentences).toEqual([
      expect.stringMatching(
        /^Under the flash_crowd load, 4 h, test service runs 2 to 6 instances by the rule pressure, in \d+ changes\.$/,
      ),
      expect.stringMatching(
        /^In \d+ minutes more than 1 % of the requests wait longer than 500 ms, and .* are dropped; .* reaches 14\.7 s\.$/,
      ),
      expect.stringMatching(
        /^From 01:0\d:\d\d on, with \d+ requests per second, the load needs more instances than the 2 that are ready; the rule adds some .* later, which then take 2 min to start: it takes .* until there are enough\.$/,
      ),
      expect.stringMatching(
        /^It costs \d\.\d\d for [\d.]+ instance-hours, [\d.]+ times the [\d.]+ of perfect foresight/,
      ),
      'The load needs up to 11 instances and the maximum is 6: no rule could avoid that users wait.',
    ]);
  });

  it('says so where all is well', () => {
    const calm = previewOf({ load: { kind: 'shape', shape: 'steady', peak: 50 }, durationMs: hour });
    const sentences = describeResult(calm).join(' ');
    expect(sentences).toContain('In no minute do more than 1 %');
    expect(sentences).toContain('There are always as many instances ready as the load needs.');
    expect(sentences).toContain('The minimum of 2 bears all of the load, so that scaling has nothing to do.');
  });

  it('says what a change changes', () => {
    const [before, after] = [previewOf(burst), previewOf({ ...burst, overrides: { '/scaling/minInstances': 12 } })];
    expect(describeDifference(after, before, 'HEAD')).toMatch(
      /^Against HEAD it costs \d+ % more \(4\.\d\d after [\d.]+\), and users wait in \d+ fewer minutes \(0 after \d+\)\.$/,
    );
    expect(describeDifference(before, before, 'HEAD')).toMatch(/it costs the same .* users wait in as many minutes/);
  });
});
