import { findFlapping, type ReachMetric, reachDown, reachMaximum, reachUp } from '@tsk/compiler';
import type { ScalingPlan } from '@tsk/schemas/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialPolicyState, type Signals } from '../../runtime/src/autoscale/policies/policy.ts';
import { weightedExcess } from '../../runtime/src/autoscale/policies/weighted-excess.ts';
import { analyzeTexts } from './analyze-texts.ts';

/** What is computed here is held against the rule that the runtime runs. */
const { scaling } = analyzeTexts({
  'a.tsk': '[auto_scaling]\nscoring = "weighted_excess"\nmin_instances = 1\nmax_instances = 20\n',
}).plan;

function act(metrics: readonly ReachMetric[], signals: Signals, instances = 10): string {
  const config = {
    ...(scaling as ScalingPlan),
    metrics: metrics.map((metric) => ({ ...metric, enabled: true })) as ScalingPlan['metrics'],
  };
  const observation = { currentInstances: instances, readyInstances: instances, signals };
  return weightedExcess.decide(initialPolicyState, observation, config, 0).decision.action;
}

const founding: readonly ReachMetric[] = [
  { name: 'cpu_utilization', unit: 'ratio', high: 0.7, low: 0.3, weight: 0.4 },
  { name: 'memory_utilization', unit: 'ratio', high: 0.8, low: 0.4, weight: 0.3 },
  { name: 'request_rate', unit: 'perSecond', high: 1000, low: 100, weight: 0.2 },
  { name: 'response_time', unit: 'ms', high: 2000, low: 500, weight: 0.1 },
];
/** Each signal between its thresholds. */
const calm: Signals = { cpu_utilization: 0.5, memory_utilization: 0.6, request_rate: 500, response_time: 1000 };
const saturated: Signals = { ...calm, cpu_utilization: 1, memory_utilization: 1 };

const thresholds = fc
  .tuple(fc.double({ min: 0.02, max: 0.95, noNaN: true }), fc.double({ min: 0.02, max: 0.95, noNaN: true }))
  .filter(([a, b]) => Math.abs(a - b) > 0.01)
  .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const weight = fc.double({ min: 0.05, max: 10, noNaN: true });
const anyMetrics: fc.Arbitrary<readonly ReachMetric[]> = fc
  .tuple(thresholds, thresholds, weight, weight, weight, weight)
  .map(([cpu, memory, a, b, c, d]) => [
    { name: 'cpu_utilization', unit: 'ratio', ...cpu, weight: a },
    { name: 'memory_utilization', unit: 'ratio', ...memory, weight: b },
    { name: 'request_rate', unit: 'perSecond', high: 1000, low: 100, weight: c },
    { name: 'response_time', unit: 'ms', high: 2000, low: 500, weight: d },
  ]);

/** Every signal just within its upper threshold. */
function within(metrics: readonly ReachMetric[]): Signals {
  return Object.fromEntries(metrics.map(({ name, high }) => [name, high]));
}

describe('from where instances are added', () => {
  it('is, for the founding document, 3500 requests a second, or 7.07 s beside full CPU and memory', () => {
    const reach = reachUp(founding);
    expect(reach.saturatedScore).toBeCloseTo(0.4 * (3 / 7) + 0.3 / 4, 12);
    expect(reach.isReached).toBe(false);
    expect(reach.alone.map(({ value }) => value && Math.round(value))).toEqual([null, null, 3500, 12_000]);
    expect(reach.besideSaturation.map(({ value }) => value && Math.round(value))).toEqual([2268, 7071]);
    expect(act(founding, { ...saturated, response_time: 7071 })).toBe('none');
    expect(act(founding, { ...saturated, response_time: 7072 })).toBe('scale_up');
  });

  it('is, for any thresholds and weights, where the rule begins to act', () => {
    fc.assert(
      fc.property(anyMetrics, (metrics) => {
        const reach = reachUp(metrics);
        const calmly = within(metrics);
        for (const { metric, value } of reach.alone) {
          const most = metric.unit === 'ratio' ? 1 : 1e9;
          if (value === null) expect(act(metrics, { ...calmly, [metric.name]: most })).toBe('none');
          else {
            expect(act(metrics, { ...calmly, [metric.name]: value * 0.999 })).toBe('none');
            expect(act(metrics, { ...calmly, [metric.name]: value * 1.001 })).toBe('scale_up');
          }
        }
        const full = { ...calmly, cpu_utilization: 1, memory_utilization: 1 };
        expect(act(metrics, full)).toBe(reach.isReached ? 'scale_up' : 'none');
        if (reach.isReached) return;
        for (const { metric, value } of reach.besideSaturation) {
          expect(act(metrics, { ...full, [metric.name]: (value ?? 0) * 1.001 })).toBe('scale_up');
          expect(act(metrics, { ...full, [metric.name]: (value ?? 0) * 0.999 })).toBe('none');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('from where instances are removed', () => {
  it('is, for the founding document, CPU under 13.5 % without requests and nothing from 100 a second on', () => {
    const reach = reachDown(founding, { responseTimeMs: 100 });
    expect(reach?.points.map(({ requestRate, below }) => [requestRate, below && Number(below.toFixed(6))])).toEqual([
      [0, 0.135],
      [50, 0.06],
      [100, null],
    ]);
    expect(reach?.isReached).toBe(false);
  });

  it('is, for any thresholds and weights, where the rule begins to act', () => {
    fc.assert(
      fc.property(anyMetrics, (metrics) => {
        const reach = reachDown(metrics, { responseTimeMs: 100 });
        const memory = metrics[1]?.low ?? 0;
        for (const { requestRate, below } of reach?.points ?? []) {
          const at = (cpu: number): string =>
            act(metrics, {
              cpu_utilization: cpu,
              memory_utilization: memory,
              request_rate: requestRate,
              response_time: 100,
            });
          if (below === null) expect(at(0)).toBe('none');
          else if (below < (metrics[0]?.low ?? 0)) {
            expect(at(below * 0.999)).toBe('scale_down');
            expect(at(Math.max(below * 1.001, below + 1e-6))).toBe('none');
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is unknown where no signal falls with the load', () => {
    expect(reachDown(founding.slice(1, 2), { responseTimeMs: 100 })).toBeUndefined();
  });
});

describe('the way to the maximum', () => {
  const load = {
    minInstances: 2,
    maxInstances: 20,
    factor: 1.5,
    cooldownMs: 300_000,
    intervalMs: 60_000,
    startUpMs: 30_000,
  };

  it('goes by the factor, a cooldown after the other', () => {
    const reached = reachMaximum(load);
    expect(reached?.counts).toEqual([2, 3, 5, 8, 12, 18, 20]);
    expect(reached).toMatchObject({ betweenStepsMs: 300_000, firstHelpMs: 90_000, allServeMs: 90_000 + 5 * 300_000 });
  });

  it('waits for an evaluation after the cooldown', () => {
    expect(reachMaximum({ ...load, cooldownMs: 61_000 })?.betweenStepsMs).toBe(120_000);
    expect(reachMaximum({ ...load, cooldownMs: 0 })?.betweenStepsMs).toBe(60_000);
  });

  it('has no end from no instances', () => {
    expect(reachMaximum({ ...load, minInstances: 0 })).toBeUndefined();
  });
});

describe('a step that calls for the step back', () => {
  it('is one that the rule takes back, where it is found', () => {
    const factor = fc.double({ min: 1.1, max: 8, noNaN: true });
    fc.assert(
      fc.property(thresholds, factor, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ({ low, high }, up, down) => {
        const metric: ReachMetric = { name: 'cpu_utilization', unit: 'ratio', low, high, weight: 1 };
        const found = findFlapping(metric, { minInstances: 1, maxInstances: 20, upFactor: up, downFactor: down });
        if (found === undefined) return;
        const back = found.direction === 'scale_up' ? 'scale_down' : 'scale_up';
        const past = found.direction === 'scale_up' ? 1 + 1e-9 : 1 - 1e-9;
        fc.pre(Math.abs(found.after / (back === 'scale_down' ? low / 2 : high * 1.5) - 1) > 1e-6);
        expect(act([metric], { cpu_utilization: found.before * past }, found.from)).toBe(found.direction);
        expect(act([metric], { cpu_utilization: found.after * past }, found.to)).toBe(back);
      }),
      { numRuns: 500 },
    );
  });
});
