import type { ScalingPlan, SloPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import {
  type Decision,
  initialPolicyState,
  type PolicyState,
  type Signals,
} from '../../../runtime/src/autoscale/policies/policy.ts';
import { slo } from '../../../runtime/src/autoscale/policies/slo.ts';
import { founding } from './founding.ts';

const MINUTE = 60_000;
const objective: SloPlan = {
  workers: 10,
  serviceTimeMs: 100,
  waitMs: 500,
  lateRatio: 0.01,
  violationCost: 0.5,
  startUpMs: 2 * MINUTE,
  holdMs: 2 * MINUTE,
};
const config: ScalingPlan = { ...founding, scoring: 'slo', intervalMs: 15_000, slo: objective };

/** Signals of so many requests per second that nobody waits for. */
const flow = (rate: number): Signals => ({
  request_rate: rate,
  connections: rate / 10,
  response_time: 100,
  cpu_utilization: 0.1,
});

/** The rule over one evaluation after another, with every wish fulfilled at once. */
function follow(
  signals: readonly Signals[],
  { plan = config, count = 4, ready }: { plan?: ScalingPlan; count?: number; ready?: number } = {},
): { readonly decisions: readonly Decision[]; readonly state: PolicyState } {
  let state = initialPolicyState;
  const decisions: Decision[] = [];
  signals.forEach((seen, index) => {
    const current = decisions.at(-1)?.to ?? count;
    const observation = { currentInstances: current, readyInstances: ready ?? current, signals: seen };
    const step = slo.decide(state, observation, plan, index * plan.intervalMs);
    ({ state } = step);
    decisions.push(step.decision);
  });
  return { decisions, state };
}

const steady = (rate: number, evaluations: number): Signals[] => Array.from({ length: evaluations }, () => flow(rate));

/** A load that is twice as high for one evaluation in so many. */
const bursts = (rate: number, every: number, evaluations: number): Signals[] =>
  Array.from({ length: evaluations }, (_, index) => flow(index % every === 0 ? 2 * rate : rate));

describe('the rule slo', () => {
  it('learns that a steady load needs little to spare', () => {
    // 5 instances bear 491 requests per second within the objective, and 4 of them 391.
    expect(follow(steady(450, 1)).decisions[0]?.to).toBeGreaterThan(5);
    expect(follow(steady(450, 2000)).decisions.at(-1)?.to).toBe(5);
  });

  it('learns what bursts come, and keeps instances for them', () => {
    expect(follow(bursts(300, 8, 2000)).decisions.at(-1)?.to).toBeGreaterThanOrEqual(7);
    expect(follow(steady(300, 2000)).decisions.at(-1)?.to).toBe(4);
  });

  it('keeps the more instances, the more a bad minute costs', () => {
    const counts = [0.01, 0.1, 1, 10].map((violationCost) => {
      const plan = { ...config, slo: { ...objective, violationCost } };
      return follow(bursts(300, 100, 1000), { plan }).decisions.at(-1)?.to ?? 0;
    });
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? 0);
  });

  it('sees what piles up while only as much ends as there is capacity for', () => {
    const growing = [0, 1, 2].map((index) => ({ ...flow(400), connections: 40 + index * 3000 }));
    const { decisions } = follow(growing, { ready: 4 });
    expect(decisions.at(-1)?.basis?.arrivals).toBeGreaterThanOrEqual(600);
  });

  it('does not give up a service that no count can save', () => {
    const { decisions } = follow(steady(50_000, 3), { count: 20 });
    expect(decisions.at(-1)).toMatchObject({ to: 20, limit: { kind: 'maximum' } });
    expect(decisions.at(-1)?.wanted).toBeGreaterThan(400);
  });

  it('holds a count for as long as it was needed lately', () => {
    const { decisions } = follow([...steady(900, 1), ...steady(100, 12)]);
    const peak = decisions[0]?.to ?? 0;
    expect(decisions.slice(1, 8).map(({ to }) => to)).toEqual(Array.from({ length: 7 }, () => peak));
    expect(decisions[3]?.limit).toMatchObject({ kind: 'stabilisation' });
    expect(decisions.at(-1)?.to).toBeLessThan(peak);
  });

  it.each<[string, Signals]>([
    ['no rate', { connections: 3, response_time: 100 }],
    ['a rate that is no number', { ...flow(1), request_rate: Number.NaN }],
    ['a rate below nothing', { ...flow(1), request_rate: -5 }],
    ['nothing at all', {}],
  ])('changes nothing for %s', (_, signals) => {
    const { decisions } = follow([...steady(350, 20), signals]);
    expect(decisions.at(-1)).toMatchObject({ action: 'none', limit: { kind: 'missing', metrics: ['request_rate'] } });
  });

  it('measures how long a request takes where nobody says, and reckons with it', () => {
    const plan = { ...config, slo: { ...objective, serviceTimeMs: null } };
    const quick = Array.from({ length: 200 }, () => ({ ...flow(350), connections: 7, response_time: 20 }));
    expect(follow(quick, { plan }).decisions.at(-1)?.to).toBe(2);
    expect(follow(quick).decisions.at(-1)?.to).toBeGreaterThanOrEqual(4);
  });

  it('reckons with fewer workers where the processors are full before', () => {
    // At 40 requests per second and instance, the processors are four fifths full: 50 is all that one can do.
    const seen = Array.from({ length: 100 }, () => ({ ...flow(160), cpu_utilization: 0.8 }));
    const { state } = follow(seen, { plan: { ...config, minInstances: 4, maxInstances: 4 } });
    expect(state.slo.instance.cpuRate).toBeCloseTo(50, 5);
    expect(follow(seen, { plan: { ...config, minInstances: 1 } }).decisions[50]?.wanted).toBeGreaterThanOrEqual(4);
  });

  it('remembers a bounded amount', () => {
    const plan = { ...config, intervalMs: 100, slo: { ...objective, startUpMs: 86_400_000 } };
    const { state } = follow(steady(100, 3000), { plan });
    expect(JSON.stringify(state).length).toBeLessThan(150_000);
  });

  it('forgets what a clock that was set back makes a future of', () => {
    const { state } = follow(steady(300, 100));
    const observation = { currentInstances: 4, readyInstances: 4, signals: flow(300) };
    const { demand } = slo.decide(state, observation, config, 10 * MINUTE).state.slo;
    expect(Math.max(...demand.samples.map(({ atMs }) => atMs))).toBe(10 * MINUTE);
    expect(Math.max(...demand.open.map(({ atMs }) => atMs))).toBe(10 * MINUTE);
  });

  it('says what it reckoned with', () => {
    const [decision] = follow(steady(450, 1)).decisions;
    expect(decision && describeDecision(decision)).toMatch(
      /^from 4 to \d: 450\/s arrive where 391\/s can be borne, the risk of more than that within 135 s is \d+(\.\d+)? %, with \d instances \d+(\.\d+)? %$/,
    );
  });
});
