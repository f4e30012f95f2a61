import { describe, expect, it } from 'vitest';
import {
  columnNames,
  effectiveScaling,
  type SimulatedPlan,
  simulate,
  stepLengthMs,
} from '../../../runtime/src/simulate/index.ts';
import { loadOf, planOf, pressurePlan, shaped } from './support.ts';

const constant = (plan: SimulatedPlan, rate: number, steps = 720) =>
  loadOf(
    plan,
    Array.from({ length: steps }, () => rate),
  );

describe('the founding plan on a day of load', () => {
  const simulation = simulate(planOf(), shaped(planOf(), 'diurnal'));
  const { columns, decisions, summary } = simulation;

  it('is evaluated once a minute, the first time after one', () => {
    expect(decisions).toHaveLength(1440);
    expect(decisions[0]?.atMs).toBe(60_000);
    expect(decisions.at(-1)?.atMs).toBe(86_400_000);
  });

  it('grows only when the response time has passed 7.07 s, after the damage', () => {
    const ups = decisions.filter(({ decision }) => decision.action === 'scale_up');
    expect(ups.length).toBeGreaterThan(2);
    for (const { signals } of ups) expect(signals.response_time).toBeGreaterThan(7000);
    expect(summary.violationMinutes).toBeGreaterThan(20);
  });

  it('never shrinks, though the night needs half', () => {
    expect(decisions.filter(({ decision }) => decision.action === 'scale_down')).toEqual([]);
  });

  it('starts with the minimum, which serves at once', () => {
    expect([columns.ready[0], columns.desired[0], columns.starting[0]]).toEqual([2, 2, 0]);
  });

  it('keeps its bounds', () => {
    expect(Math.min(...columns.desired)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...columns.desired)).toBeLessThanOrEqual(20);
  });

  it('pays for each instance and hour', () => {
    const paid = columns.desired.reduce((total, count, step) => total + count + (columns.draining[step] ?? 0), 0) / 720;
    expect(summary.instanceHours).toBeCloseTo(paid, 9);
    expect(summary.cost).toBeCloseTo(paid * 0.1, 9);
  });
});

describe('a simulation', () => {
  it('gives the same bits each time, and leaves its arguments alone', () => {
    const load = shaped(pressurePlan, 'noise', 6);
    const before = structuredClone({ load, pressurePlan });
    const first = simulate(pressurePlan, load);
    const second = simulate(pressurePlan, load);
    for (const name of columnNames) {
      expect(Buffer.from(first.columns[name].buffer).equals(Buffer.from(second.columns[name].buffer)), name).toBe(true);
    }
    expect(second).toEqual(first);
    expect({ load, pressurePlan }).toEqual(before);
  });

  it.each(['flash_crowd', 'sine', 'noise', 'spike'])('loses no request of the load %s', (name) => {
    const { columns } = simulate(planOf(), shaped(planOf(), name, 12));
    const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    const accounted = total(columns.served) + total(columns.dropped) + (columns.backlog.at(-1) ?? 0);
    expect(accounted / total(columns.arrived)).toBeCloseTo(1, 12);
  });

  it('has an instance serve two minutes after the decision, and pays for it from then on', () => {
    const { columns, decisions } = simulate(pressurePlan, constant(pressurePlan, 400));
    const [first] = decisions;
    expect(first?.decision.action).toBe('scale_up');
    const step = (first?.atMs ?? 0) / 5000;
    const to = first?.decision.to ?? 0;
    expect([columns.desired[step - 1], columns.desired[step], columns.ready[step]]).toEqual([2, to, 2]);
    expect([columns.ready[step + 23], columns.ready[step + 24], columns.starting[step + 24]]).toEqual([2, to, 0]);
    expect(columns.cost[step]).toBeCloseTo(to * (0.1 / 720), 12);
  });

  it('settles at the target of the rule', () => {
    const { columns } = simulate(pressurePlan, constant(pressurePlan, 420, 3000));
    expect(columns.ready.at(-1)).toBe(6);
    expect(columns.utilisation.at(-1)).toBeCloseTo(0.7, 9);
  });

  it.each([
    [60_000, 5000, 5000],
    [7000, 5000, 3500],
    [1000, 5000, 1000],
    [10_000, 3000, 2500],
  ])('with evaluations each %d ms and steps of at most %d ms has steps of %d ms', (intervalMs, stepMs, expected) => {
    const plan = planOf({ intervalMs }, { stepMs });
    expect(stepLengthMs(plan)).toBe(expected);
    const { decisions } = simulate(plan, constant(plan, 10, 500));
    for (const [index, { atMs }] of decisions.entries()) expect(atMs).toBeCloseTo((index + 1) * intervalMs, 6);
  });

  it('of nothing at all has a summary of nothing', () => {
    const { summary, steps } = simulate(planOf(), constant(planOf(), 0, 0));
    expect(steps).toBe(0);
    expect(summary).toMatchObject({ hours: 0, violationMinutes: 0, instanceHours: 0, oracleRatio: 1, score: 1 });
  });

  it('of a service that nobody asks has no violation and the minimum', () => {
    const { summary } = simulate(planOf(), constant(planOf(), 0));
    expect(summary).toMatchObject({ violationMinutes: 0, events: 0, peakInstances: 2, oracleRatio: 1, lateShare: 0 });
  });

  it('takes what is no number as no load', () => {
    const wild = loadOf(planOf(), [Number.NaN, -5, 100, Number.NaN]);
    expect([...simulate(planOf(), wild).columns.load]).toEqual([0, 0, 100, 0]);
  });

  it('has the minimum where scaling is off, and the listed instances where they are listed', () => {
    const off = simulate(planOf({ enabled: false }), constant(planOf(), 900));
    expect(off.summary).toMatchObject({ events: 0, peakInstances: 2 });
    const base = planOf();
    const instances = ['a', 'b', 'c'].map((name) => ({ name, host: '127.0.0.1', port: 80, weight: 1, maxRequests: 0 }));
    const listed: SimulatedPlan = { ...base, service: { ...base.service, provider: 'static' }, instances };
    expect(simulate(listed, constant(base, 900)).summary).toMatchObject({ events: 0, peakInstances: 3 });
  });

  it('never goes without an instance, as the runtime never does', () => {
    expect(effectiveScaling(planOf({ minInstances: 0 })).minInstances).toBe(1);
  });
});

describe('the summary', () => {
  it('counts a minute with more than 1 % late requests, and no other', () => {
    const plan = planOf({ enabled: false });
    // Two instances bear 200 requests per second: one minute above, then time to work the rest off.
    const rates = [...Array(12).fill(100), ...Array(12).fill(240), ...Array(48).fill(100)];
    expect(simulate(plan, loadOf(plan, rates)).summary.violationMinutes).toBe(2);
  });

  it('is at one with the oracle where nothing changes and nothing is missing', () => {
    const plan = planOf({ minInstances: 5 });
    const { summary, oracle } = simulate(plan, constant(plan, 300));
    expect(summary.instanceHours).toBeCloseTo(oracle.instanceHours, 9);
    expect(summary.score).toBeCloseTo(1, 9);
  });

  it('counts as a flap what undoes the step before within ten minutes', () => {
    const plan = planOf(
      {
        scoring: 'pressure',
        metrics: pressurePlan.scaling.metrics,
        scaleUp: { ...planOf().scaling.scaleUp, cooldownMs: 0 },
        scaleDown: { ...planOf().scaling.scaleDown, cooldownMs: 60_000 },
      },
      { startUpMs: 0 },
    );
    const rates = Array.from({ length: 720 }, (_, step) => (Math.floor(step / 36) % 2 === 0 ? 100 : 600));
    const { summary } = simulate(plan, loadOf(plan, rates));
    expect(summary.flaps).toBeGreaterThan(10);
    expect(simulate(planOf(), shaped(planOf(), 'diurnal')).summary.flaps).toBe(0);
  });
});
