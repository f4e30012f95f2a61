import type { ScalingPlan, SimulationPlan } from '@tsk/schemas/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scalingPolicies } from '../../runtime/src/autoscale/policies/index.ts';
import {
  columnNames,
  effectiveScaling,
  erlangC,
  parseTrace,
  simulate,
  stepLengthMs,
  summaryFields,
  traceLoad,
} from '../../runtime/src/simulate/index.ts';
import { planOf } from '../runtime/simulate/support.ts';

const direction = (factor: fc.Arbitrary<number>) =>
  fc.record({
    cooldownMs: fc.integer({ min: 0, max: 900_000 }),
    minInstances: fc.integer({ min: 0, max: 10 }),
    maxInstances: fc.integer({ min: 1, max: 40 }),
    factor,
    threshold: fc.constant(null),
  });

const scaling: fc.Arbitrary<Partial<ScalingPlan>> = fc
  .record({
    enabled: fc.boolean(),
    scoring: fc.constantFrom(...scalingPolicies.map(({ name }) => name)),
    intervalMs: fc.integer({ min: 100, max: 300_000 }),
    minInstances: fc.integer({ min: 0, max: 10 }),
    span: fc.integer({ min: 0, max: 30 }),
    scaleUp: direction(fc.double({ min: 1, max: 4, noNaN: true })),
    scaleDown: direction(fc.double({ min: 0.01, max: 1, noNaN: true })),
  })
  .map(({ span, ...rest }) => ({ ...rest, maxInstances: Math.max(1, rest.minInstances + span) }));

const assumed: fc.Arbitrary<Partial<SimulationPlan>> = fc.record({
  serviceTimeMs: fc.integer({ min: 1, max: 5000 }),
  workers: fc.integer({ min: 1, max: 200 }),
  startUpMs: fc.integer({ min: 0, max: 600_000 }),
  drainMs: fc.integer({ min: 0, max: 120_000 }),
  sloMs: fc.integer({ min: 1, max: 10_000 }),
  stepMs: fc.integer({ min: 100, max: 60_000 }),
});

/** Rates as they come, and as they should not. */
const rates = fc.array(fc.oneof(fc.double({ min: 0, max: 5000, noNaN: true }), fc.double()), { maxLength: 120 });

describe('a simulation of any plan under any load', () => {
  it('has no figure that is none, keeps its bounds and loses no request', () => {
    fc.assert(
      fc.property(scaling, assumed, rates, (scalingPlan, assumption, values) => {
        const plan = planOf(scalingPlan, assumption);
        const load = { startMs: 0, stepMs: stepLengthMs(plan), rates: Float64Array.from(values) };
        const { columns, summary, oracle } = simulate(plan, load);
        for (const name of columnNames) {
          for (const value of columns[name])
            if (!(Number.isFinite(value) && value >= 0)) throw new Error(`${name} ${value}`);
        }
        for (const { name, read } of summaryFields) expect(Number.isFinite(read(summary)), name).toBe(true);

        const { minInstances, maxInstances } = effectiveScaling(plan);
        for (const count of columns.desired) {
          expect(count).toBeGreaterThanOrEqual(minInstances);
          expect(count).toBeLessThanOrEqual(Math.max(minInstances, maxInstances));
        }
        columns.desired.forEach((count, step) => {
          expect((columns.ready[step] ?? 0) + (columns.starting[step] ?? 0)).toBe(count);
        });
        let backlog = 0;
        columns.arrived.forEach((arrived, step) => {
          const out = (columns.served[step] ?? 0) + (columns.dropped[step] ?? 0) + (columns.backlog[step] ?? 0);
          expect(Math.abs(backlog + arrived - out)).toBeLessThanOrEqual(1e-9 * (backlog + arrived));
          backlog = columns.backlog[step] ?? 0;
        });
        expect(oracle.required.every((count) => Number.isInteger(count) && count >= minInstances)).toBe(true);
      }),
    );
  });
});

describe('erlangC', () => {
  it('is a probability, and grows with the load', () => {
    const servers = fc.integer({ min: 1, max: 5000 });
    const share = fc.double({ min: 0, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(servers, share, share, (count, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((part) => erlangC(count, part * count));
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(1);
        expect(less).toBeLessThanOrEqual((more ?? 0) + 1e-12);
      }),
    );
  });
});

describe('a text as a trace', () => {
  const cell = fc.oneof(fc.double().map(String), fc.string({ maxLength: 5 }), fc.constantFrom('', 'NaN', '2026-01-01'));
  const csv = fc
    .array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 8 })
    .map((lines) => lines.map((cells) => cells.join(',')).join('\n'));
  const text = fc.oneof(
    csv,
    fc.string(),
    fc.json(),
    fc.array(fc.double()).map((list) => JSON.stringify(list)),
  );

  it('is refused with a reason, or gives a load of numbers', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 100_000 }), (content, intervalMs) => {
        const parsed = parseTrace(content, intervalMs);
        if (!parsed.ok) {
          expect(parsed.problem.message).not.toBe('');
          return;
        }
        const { rates: values } = traceLoad(parsed.trace, { stepMs: 5000, durationMs: 100_000 });
        expect(values).toHaveLength(20);
        expect(values.every((rate) => Number.isFinite(rate) && rate >= 0)).toBe(true);
      }),
    );
  });
});
