import type { ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import { type EngineState, initialEngineState, stepEngine } from '../../../runtime/src/autoscale/engine.ts';
import type { Decision, Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { MOST_POINTS, rememberDemand } from '../../../runtime/src/autoscale/predictive/demand.ts';
import { calm, founding, idle, observe } from './founding.ts';
import { noise } from './noise.ts';

const MINUTE = 60_000;

/** The founding document's scaling, forecasts included. */
const predictive: ScalingPlan = {
  ...founding,
  strategy: 'predictive',
  predictive: { ...founding.predictive, enabled: true, horizonMs: 5 * MINUTE },
};

interface Replay {
  readonly config?: ScalingPlan;
  readonly start?: number;
  /** What is measured, by minute and count. */
  readonly signals: (minute: number, count: number) => Signals;
  readonly minutes: number;
  /** Whether decisions are carried out. */
  readonly carryOut?: boolean;
}

/** Runs the engine minute by minute; gives every decision. */
function replay({ config = predictive, start = 4, signals, minutes, carryOut = true }: Replay): {
  decisions: readonly Decision[];
  state: EngineState;
} {
  let state = initialEngineState;
  let count = start;
  const decisions = Array.from({ length: minutes }, (_, minute) => {
    const step = stepEngine(state, observe(count, signals(minute, count)), config, 1_760_000_000_000 + minute * MINUTE);
    state = step.state;
    if (carryOut) count = step.decision.to;
    return step.decision;
  });
  return { decisions, state };
}

/** CPU of so many instances under a demand of so many whole ones, nothing else of note. */
const cpu = (demand: number, count: number): Signals => ({ ...calm, cpu_utilization: demand / count });

describe('a forecast', () => {
  it('is none until there is enough history, and says so', () => {
    const config = { ...predictive, predictive: { ...predictive.predictive, horizonMs: null } };
    const { decisions } = replay({ config, signals: (minute, count) => cpu(1.5 + 0.01 * minute, count), minutes: 12 });
    expect(decisions.slice(0, 3).map(describeDecision)).toEqual([
      'stays at 4: no signal asks for a change; no forecast yet: 1 of 10 points',
      'stays at 4: no signal asks for a change; no forecast yet: 2 of 10 points',
      'stays at 4: no signal asks for a change; no forecast yet: 3 of 10 points',
    ]);
    expect(decisions.at(-1)?.outlook?.outcome).toMatchObject({ kind: 'forecast', method: 'linear_regression' });
  });

  it('adds instances before the load is there, by the factor of the policy', () => {
    // From 2 to 3.2 instances' worth in 2 hours: 70 % of 4 is passed at minute 80, and forecast 5 minutes earlier.
    const { decisions } = replay({ signals: (minute, count) => cpu(2 + 0.01 * minute, count), minutes: 120 });
    const first = decisions.findIndex(({ action }) => action !== 'none');
    expect(first).toBeGreaterThanOrEqual(74);
    expect(first).toBeLessThan(80);
    expect(decisions[first]).toMatchObject({ action: 'scale_up', from: 4, to: 6, trigger: 'predictive_high_load' });
    expect(decisions.filter(({ action }) => action !== 'none')).toHaveLength(1);
  });

  it('gives its reason as a sentence', () => {
    const { decisions } = replay({ signals: (minute, count) => cpu(2 + 0.01 * minute, count), minutes: 120 });
    const acting = decisions.find(({ action }) => action !== 'none');
    expect(acting === undefined ? '' : describeDecision(acting)).toMatch(
      /^from 4 to 6: forecast for 300 s ahead: cpu_utilization 70(\.\d+)? % against 70 %; cpu_utilization in 300 s is forecast at 70/,
    );
  });

  it('obeys the cooldown', () => {
    const { decisions } = replay({
      signals: (minute, count) => cpu(0.5 + 0.4 * minute, count),
      minutes: 40,
      start: 2,
    });
    const acts = decisions.flatMap(({ action }, minute) => (action === 'scale_up' ? [minute] : []));
    const waits = acts.slice(1).map((minute, index) => minute - (acts[index] ?? 0));
    expect(waits.length).toBeGreaterThan(1);
    expect(Math.min(...waits)).toBe(5);
    expect(decisions.some(({ limit }) => limit?.kind === 'cooldown')).toBe(true);
  });

  it('has no say while it is no nearer than expecting no change', () => {
    const { decisions } = replay({
      signals: (minute, count) =>
        cpu(2.6 + (Math.floor(minute / 7) % 2 === 0 ? 0 : 0.15) + 0.02 * noise(minute), count),
      minutes: 120,
    });
    expect(decisions.filter(({ trigger }) => trigger === 'predictive_high_load')).toEqual([]);
    expect(decisions.some(({ outlook }) => outlook?.outcome.kind === 'forecast' && !outlook.outcome.better)).toBe(true);
  });

  it('never removes an instance by itself', () => {
    const { decisions } = replay({ signals: (minute, count) => cpu(2 - 0.015 * minute, count), minutes: 120 });
    expect(decisions.at(-1)?.outlook?.outcome).toMatchObject({ kind: 'forecast', better: true });
    expect(decisions.filter(({ action }) => action !== 'none')).toEqual([]);
  });

  it('keeps instances that the rule would remove before they are needed again', () => {
    // Everything but the CPU speaks for fewer; the CPU passes its lower threshold at minute 140.
    const config = { ...predictive, scaleDown: { ...predictive.scaleDown, cooldownMs: 0 } };
    const signals = (minute: number, count: number): Signals => ({
      ...idle,
      cpu_utilization: (0.02 + 0.002 * minute) * (4 / count),
    });
    const { decisions } = replay({ config, signals, minutes: 160, carryOut: false });
    const first = decisions.findIndex(({ limit }) => limit?.kind === 'forecast');
    expect(first).toBeGreaterThanOrEqual(134);
    expect(first).toBeLessThan(140);
    expect(decisions.slice(0, first).every(({ to }) => to === 2)).toBe(true);
    expect(decisions.slice(first).every(({ to, wanted }) => to === 4 && wanted === 2)).toBe(true);
  });

  it('reports and decides nothing where the strategy is reactive', () => {
    const signals = (minute: number, count: number): Signals => cpu(2 + 0.01 * minute, count);
    const { decisions } = replay({ config: { ...predictive, strategy: 'reactive' }, signals, minutes: 120 });
    expect(decisions.filter(({ action }) => action !== 'none')).toEqual([]);
    expect(decisions.at(-1)?.outlook?.outcome.kind).toBe('forecast');
  });

  it('is absent where forecasting is off', () => {
    const { decisions } = replay({ config: founding, signals: () => calm, minutes: 12 });
    expect(decisions.at(-1)).not.toHaveProperty('outlook');
  });

  it('reaches as far as an instance takes to start, and one interval more', () => {
    const config = { ...predictive, predictive: { ...predictive.predictive, horizonMs: null } };
    const observation = { ...observe(4, calm), startUpMs: 90_000 };
    expect(stepEngine(initialEngineState, observation, config, 0).decision.outlook?.horizonMs).toBe(150_000);
    expect(stepEngine(initialEngineState, observe(4, calm), config, 0).decision.outlook?.horizonMs).toBe(60_000);
  });

  it('takes the count that the forecast load needs, under a proportional rule', () => {
    const config = {
      ...predictive,
      scoring: 'pressure' as const,
      metrics: founding.metrics.slice(0, 1),
      scaleUp: { ...founding.scaleUp, cooldownMs: 0 },
    };
    const { decisions } = replay({
      config,
      signals: (minute, count) => cpu(1 + 0.1 * minute, count),
      minutes: 100,
      start: 2,
    });
    // 10.9 instances' worth now and 11.4 in five minutes: ÷ 0.7 is 16.3.
    expect(decisions.at(-1)?.to).toBe(17);
  });
});

describe('the history of demand', () => {
  it('is of the load and not of its share: adding instances leaves it as it was', () => {
    const first = stepEngine(initialEngineState, observe(4, cpu(2, 4)), predictive, 0).state;
    const second = stepEngine(first, observe(8, cpu(2, 8)), predictive, MINUTE).state;
    expect(second.demand.map(({ value }) => value)).toEqual([2, 2]);
  });

  it('leaves out what was not measured', () => {
    const { cpu_utilization: _, ...unseen } = calm;
    expect(stepEngine(initialEngineState, observe(4, unseen), predictive, 0).state.demand).toEqual([]);
  });

  it('forgets what is older than the window', () => {
    const { state } = replay({ signals: (_, count) => cpu(2, count), minutes: 200 });
    expect(state.demand).toHaveLength(61);
  });

  it('is bounded: over a long window, points stand for more than one evaluation', () => {
    const config = { ...predictive, predictive: { ...predictive.predictive, windowMs: 7 * 24 * 60 * MINUTE } };
    let demand: EngineState['demand'] = [];
    for (let minute = 0; minute < 9 * 24 * 60; minute++)
      demand = rememberDemand(demand, minute % 7, config, minute * MINUTE);
    expect(demand.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(demand.length).toBeGreaterThan(MOST_POINTS * 0.9);
    // The means of sevenfold points of 0 … 6 are all 3.
    expect(demand.at(-2)).toMatchObject({ value: 3, count: 7 });
  });
});
