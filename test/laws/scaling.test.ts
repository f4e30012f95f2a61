import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../runtime/src/autoscale/describe.ts';
import { initialEngineState, stepEngine } from '../../runtime/src/autoscale/engine.ts';
import { forecasters } from '../../runtime/src/autoscale/forecasters/index.ts';
import { scalingPolicies } from '../../runtime/src/autoscale/policies/index.ts';
import { initialPolicyState, type Signals } from '../../runtime/src/autoscale/policies/policy.ts';

const names = ['cpu_utilization', 'memory_utilization', 'request_rate', 'response_time'] as const;

/** Thresholds with low under high, as checked configurations have them. */
const metric = (name: MetricPlan['name']): fc.Arbitrary<MetricPlan> =>
  fc
    .record({
      high: fc.double({ min: 0.01, max: 5000, noNaN: true }),
      share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
      enabled: fc.boolean(),
    })
    .map(({ high, share, weight, enabled }) => ({ name, enabled, unit: 'count', high, low: high * share, weight }));

const direction = (factor: fc.Arbitrary<number>) =>
  fc.record({
    cooldownMs: fc.integer({ min: 0, max: 600_000 }),
    minInstances: fc.integer({ min: 0, max: 10 }),
    maxInstances: fc.integer({ min: 0, max: 40 }),
    factor,
    threshold: fc.constant(null),
  });

const config: fc.Arbitrary<ScalingPlan> = fc
  .record({
    metrics: fc.tuple(...names.map(metric)),
    min: fc.integer({ min: 1, max: 10 }),
    span: fc.integer({ min: 0, max: 30 }),
    scaleUp: direction(fc.double({ min: 1, max: 4, noNaN: true })),
    scaleDown: direction(fc.double({ min: 0, max: 1, noNaN: true })),
    cpuRatio: fc.double({ min: 0.05, max: 1, noNaN: true }),
    memoryRatio: fc.double({ min: 0.05, max: 1, noNaN: true }),
  })
  .map(({ metrics, min, span, scaleUp, scaleDown, cpuRatio, memoryRatio }) => ({
    enabled: true,
    strategy: 'reactive',
    scoring: 'weighted_excess',
    intervalMs: 60_000,
    minInstances: min,
    maxInstances: min + span,
    metrics,
    scaleUp,
    scaleDown,
    predictive: { enabled: false, algorithm: 'linear_regression', windowMs: 1, confidence: 0.8, horizonMs: null },
    thresholdStep: { cpuRatio, memoryRatio },
    stateFile: null,
  }));

/** Any number at all, NaN and infinities included, or nothing. */
const anything = fc.option(fc.double(), { nil: undefined });
const wildSignals = fc.record(Object.fromEntries(names.map((name) => [name, anything]))).map(withoutUndefined);
const load = fc.double({ min: 0, max: 10_000, noNaN: true });
const soundSignals: fc.Arbitrary<Record<(typeof names)[number], number>> = fc.record({
  cpu_utilization: load,
  memory_utilization: load,
  request_rate: load,
  response_time: load,
});

function withoutUndefined(record: Record<string, number | undefined>): Signals {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

describe.each(scalingPolicies)('$name', (policy) => {
  it('stays in bounds whatever is observed, again and again', () => {
    const trace = fc.array(fc.tuple(wildSignals, fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(config, trace, (base, observations) => {
        const plan = { ...base, scoring: policy.name };
        let state = initialEngineState;
        let count = plan.minInstances;
        observations.forEach(([signals, ready], index) => {
          const observation = { currentInstances: count, readyInstances: Math.min(ready, count), signals };
          const step = stepEngine(state, observation, plan, index * 45_000);
          expect(step.decision.to).toBeGreaterThanOrEqual(plan.minInstances);
          expect(step.decision.to).toBeLessThanOrEqual(plan.maxInstances);
          expect(Number.isInteger(step.decision.to)).toBe(true);
          expect(describeDecision(step.decision)).not.toMatch(/NaN|undefined|Infinity/);
          ({ state } = step);
          count = step.decision.to;
        });
      }),
    );
  });

  it('never has fewer instances for more load', () => {
    const more = fc.record(Object.fromEntries(names.map((name) => [name, load])));
    fc.assert(
      fc.property(config, soundSignals, more, fc.integer({ min: 1, max: 40 }), (plan, signals, extra, count) => {
        const heavier = Object.fromEntries(names.map((name) => [name, signals[name] + (extra[name] ?? 0)]));
        const observe = (seen: Signals) => ({ currentInstances: count, readyInstances: count, signals: seen });
        const less = policy.decide(initialPolicyState, observe(signals), plan, 0).decision.to;
        const greater = policy.decide(initialPolicyState, observe(heavier), plan, 0).decision.to;
        expect(greater).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  it('never shrinks because something was not observed', () => {
    const keep = fc.subarray([...names]);
    fc.assert(
      fc.property(config, soundSignals, keep, fc.integer({ min: 1, max: 40 }), (plan, signals, kept, count) => {
        // What is left out might have been anything up to its highest bound; the decision must not go below that one's.
        const partial = Object.fromEntries(kept.map((name) => [name, signals[name]]));
        const steady = { ...steadySignals(plan), ...partial };
        const observe = (seen: Signals) => ({ currentInstances: count, readyInstances: count, signals: seen });
        const unseen = policy.decide(initialPolicyState, observe(partial), plan, 0).decision;
        const seen = policy.decide(initialPolicyState, observe(steady), plan, 0).decision;
        if (unseen.action === 'scale_down') expect(seen.action).toBe('scale_down');
      }),
    );
  });

  it('does not change what it was given', () => {
    fc.assert(
      fc.property(config, wildSignals, (plan, signals) => {
        const before = structuredClone({ plan, signals });
        policy.decide(initialPolicyState, { currentInstances: 4, readyInstances: 3, signals }, plan, 0);
        expect({ plan, signals }).toEqual(before);
      }),
    );
  });
});

describe.each(forecasters)('scaling with forecasts of $name', ({ name: algorithm }) => {
  const forecasting = fc
    .tuple(
      config,
      fc.constantFrom(...scalingPolicies),
      fc.integer({ min: 1, max: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([base, { name: scoring }, steps, confidence]): ScalingPlan => {
      const predictive = { enabled: true, algorithm, windowMs: 3_600_000, confidence, horizonMs: steps * 60_000 };
      return { ...base, scoring, strategy: 'predictive', predictive };
    });

  it('never has fewer instances than the reactive rule would, and stays in bounds', () => {
    const trace = fc.array(fc.tuple(wildSignals, soundSignals, fc.boolean()), { minLength: 15, maxLength: 40 });
    fc.assert(
      fc.property(forecasting, trace, (plan, observations) => {
        let state = initialEngineState;
        let count = plan.minInstances;
        observations.forEach(([wild, sound, broken], index) => {
          const observation = { currentInstances: count, readyInstances: count, signals: broken ? wild : sound };
          const { decision, state: next } = stepEngine(state, observation, plan, index * 60_000);
          const reactive = stepEngine(state, observation, { ...plan, strategy: 'reactive' }, index * 60_000).decision;
          expect(decision.to).toBeGreaterThanOrEqual(reactive.to);
          expect(decision.to).toBeLessThanOrEqual(plan.maxInstances);
          expect(Number.isInteger(decision.to)).toBe(true);
          expect(describeDecision(decision)).not.toMatch(/NaN|undefined|Infinity/);
          state = next;
          count = decision.to;
        });
      }),
    );
  });
});

/** Values at which no metric asks for anything in any of the rules: exactly at its high threshold, or at its target. */
function steadySignals(plan: ScalingPlan): Signals {
  const high = Object.fromEntries(plan.metrics.map(({ name, high }) => [name, high]));
  return plan.scoring === 'threshold_step'
    ? { cpu_utilization: plan.thresholdStep.cpuRatio, memory_utilization: plan.thresholdStep.memoryRatio }
    : high;
}
