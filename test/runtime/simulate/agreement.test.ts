import { describe, expect, it } from 'vitest';
import { scalingPolicies } from '../../../runtime/src/autoscale/policies/index.ts';
import type { Decision } from '../../../runtime/src/autoscale/policies/policy.ts';
import type { Sample } from '../../../runtime/src/autoscale/signals/signal.ts';
import type { RequestObservation } from '../../../runtime/src/monitor/observation.ts';
import { collectRequests } from '../../../runtime/src/monitor/request-window.ts';
import { startScalingLoop } from '../../../runtime/src/run/scaling-loop.ts';
import { effectiveScaling, type SimulatedPlan, simulate } from '../../../runtime/src/simulate/index.ts';
import { recordingLog } from '../instances/recording-log.ts';
import { VirtualClock } from '../instances/virtual-clock.ts';
import { planOf, shaped } from './support.ts';

/** The decisions of the runtime's own scaling loop, on a clock that stands in for time, given the same measurements. */
async function decideInRuntime(plan: SimulatedPlan, samples: readonly Sample[]): Promise<readonly Decision[]> {
  const clock = new VirtualClock();
  const decisions: Decision[] = [];
  const waiting = [...samples];
  const scaling = effectiveScaling(plan);
  const fleet = {
    wanted: scaling.minInstances,
    setWanted(count: number) {
      fleet.wanted = count;
    },
    scaleUp: () => ({ ok: false as const, error: '' }),
    scaleDown: () => ({ ok: false as const, error: '' }),
  };
  const loop = startScalingLoop({
    scaling,
    fleet,
    sample: async () => {
      const next = waiting.shift();
      if (next === undefined) throw new Error('nothing more was measured');
      return next;
    },
    clock,
    record: () => undefined,
    onDecision: (decision) => decisions.push(decision),
    trace: false,
    log: recordingLog().log,
  });
  await clock.advance(scaling.intervalMs * samples.length);
  loop.stop();
  return decisions;
}

const answered: RequestObservation = {
  atMs: 0,
  method: 'GET',
  target: '/',
  clientAddress: '127.0.0.1',
  status: 200,
  durationMs: 100,
  bytesSent: 10,
  backendId: 'a',
  cache: 'miss',
  failure: null,
};

/** Metrics that every rule has something to say about, whether it takes a rate to be that of one instance or of all. */
const metrics = planOf().scaling.metrics.map((metric) =>
  metric.name === 'request_rate' ? { ...metric, high: 80, low: 40 } : metric,
);

describe('a simulation decides as the runtime does', () => {
  const rules = scalingPolicies.flatMap(({ name }) => [
    { scoring: name, strategy: 'reactive' as const },
    { scoring: name, strategy: 'predictive' as const },
  ]);

  it.each(rules)('by $scoring, $strategy', async ({ scoring, strategy }) => {
    const predictive = { ...planOf().scaling.predictive, enabled: strategy === 'predictive' };
    for (const load of ['sine', 'flash_crowd', 'noise']) {
      const plan = planOf({ scoring, strategy, metrics, predictive });
      // Forecasts look at the time of day, so that both begin at the same.
      const startMs = new VirtualClock().nowMs();
      const { decisions } = simulate(plan, { ...shaped(plan, load, 4), startMs });
      const again = await decideInRuntime(
        plan,
        decisions.map(({ sample }) => sample),
      );
      expect(again).toEqual(decisions.map(({ decision }) => decision));
      expect(again.some(({ action }) => action !== 'none')).toBe(true);
    }
  });

  it('over the same window of requests', async () => {
    // One request a second for a minute, as the runtime's own window counts them; the simulation has as many.
    const plan = planOf();
    const clock = new VirtualClock();
    const window = collectRequests(clock, plan.scaling.intervalMs, 1);
    for (let second = 0; second < 180; second++) {
      await clock.advance(1000);
      window.observe(answered);
    }
    const [, , third] = simulate(plan, { startMs: 0, stepMs: 5000, rates: new Float64Array(36).fill(1) }).decisions;
    const { spanMs, count, errors, durationMs } = third?.sample.requests ?? {};
    expect({ spanMs, count, errors }).toEqual({ spanMs: 60_000, count: 60, errors: 0 });
    expect(durationMs).toBeCloseTo(6000, 6);
    expect(window.read()).toMatchObject({ spanMs: 60_000, errors: 0 });
    expect(Math.abs(window.read().count - 60)).toBeLessThanOrEqual(1);
  });
});
