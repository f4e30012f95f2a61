import type { ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import { type EngineState, initialEngineState, stepEngine } from '../../../runtime/src/autoscale/engine.ts';
import { scalingPolicies } from '../../../runtime/src/autoscale/policies/index.ts';
import type { Decision, Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { fromJson, toJson } from '../../../runtime/src/autoscale/state-json.ts';
import { calm, founding, idle } from './founding.ts';

const start = 1_760_000_000_000;
const busy: Signals = { ...calm, cpu_utilization: 0.99, request_rate: 5000, response_time: 9000, connections: 4000 };
const broken: Signals = {
  cpu_utilization: Number.NaN,
  memory_utilization: -1,
  request_rate: Number.POSITIVE_INFINITY,
  connections: Number.NaN,
};

/** What is seen at a time; `atMs` need not rise. */
interface Seen {
  readonly atMs: number;
  readonly signals: Signals;
}

const at = (seconds: number, signals: Signals): Seen => ({ atMs: start + seconds * 1000, signals });
const every = (seconds: number, count: number, signals: (index: number) => Signals): Seen[] =>
  Array.from({ length: count }, (_, index) => at(index * seconds, signals(index)));

const series: readonly (readonly [string, readonly Seen[]])[] = [
  ['nothing at all', every(60, 50, () => ({}))],
  ['no numbers', every(60, 50, () => broken)],
  ['one point', [at(0, calm)]],
  ['a constant', every(60, 200, () => calm)],
  ['gaps', every(60, 200, (index) => (index % 3 === 0 ? calm : index % 3 === 1 ? {} : broken))],
  [
    'a pause of a week',
    [
      ...every(60, 30, () => busy),
      ...every(60, 30, () => idle).map((seen) => ({ ...seen, atMs: seen.atMs + 7 * 86_400_000 })),
    ],
  ],
  ['a clock that is set back', [...every(60, 30, () => busy), ...every(60, 30, () => idle)]],
  ['a clock that stands', every(0, 50, (index) => (index % 2 === 0 ? busy : idle))],
  [
    'a clock that leaps to and fro',
    every(60, 50, (index) => (index % 2 === 0 ? busy : calm)).map((seen, index) => ({
      ...seen,
      atMs: start + (index % 5) * 1e9,
    })),
  ],
  ['the greatest and the least load in turn', every(15, 300, (index) => (index % 20 < 10 ? busy : idle))],
];

function replay(
  plan: ScalingPlan,
  seen: readonly Seen[],
): { readonly decisions: readonly Decision[]; readonly state: EngineState } {
  let state = initialEngineState;
  const decisions: Decision[] = [];
  for (const { atMs, signals } of seen) {
    const current = decisions.at(-1)?.to ?? plan.minInstances;
    const step = stepEngine(state, { currentInstances: current, readyInstances: current, signals }, plan, atMs);
    ({ state } = step);
    decisions.push(step.decision);
  }
  return { decisions, state };
}

describe.each(scalingPolicies)('the rule $name', ({ name: scoring, summary }) => {
  const plan = { ...founding, scoring };

  it.each(series)('keeps its bounds and has a reason, given %s', (_, seen) => {
    const { decisions, state } = replay(plan, seen);
    for (const decision of decisions) {
      expect(decision.to).toBeGreaterThanOrEqual(plan.minInstances);
      expect(decision.to).toBeLessThanOrEqual(plan.maxInstances);
      expect(Number.isInteger(decision.to)).toBe(true);
      expect(describeDecision(decision)).toMatch(/^(from \d+ to \d+|stays at \d+|would be \d+, held at \d+ by .+)/);
      expect(describeDecision(decision)).not.toMatch(/NaN|undefined|Infinity|null/);
    }
    expect(JSON.stringify(state).length).toBeLessThan(100_000);
  });

  it('never removes an instance while nothing is seen', () => {
    const { decisions } = replay({ ...plan, minInstances: 1 }, [
      ...every(60, 20, () => busy),
      ...every(60, 20, () => ({})).map((seen) => ({ ...seen, atMs: seen.atMs + 1_200_000 })),
    ]);
    const before = decisions[19]?.to;
    expect(decisions.slice(20).every(({ to }) => to === before)).toBe(true);
  });

  it('decides the same again, and after its state was saved and read', () => {
    const seen = every(60, 120, (index) => ({
      ...calm,
      cpu_utilization: 0.5 + 0.4 * Math.sin(index / 9),
      request_rate: 600 + 500 * Math.sin(index / 9),
      connections: 40,
    }));
    const { decisions, state } = replay(plan, seen);
    expect(replay(plan, seen).decisions).toEqual(decisions);
    const now = seen.at(-1)?.atMs ?? start;
    const restored = fromJson(JSON.parse(JSON.stringify(toJson(state, now))), now, 0);
    expect(restored?.policy).toEqual({ ...state.policy, auto: null });
  });

  it('says in one sentence what it does', () => {
    expect(summary).toMatch(/^[A-Z].+\.$/);
  });
});
