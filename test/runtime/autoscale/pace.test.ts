import type { PacePlan, ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import { getScalingPolicy } from '../../../runtime/src/autoscale/policies/index.ts';
import { type Decision, initialPolicyState } from '../../../runtime/src/autoscale/policies/policy.ts';
import { founding } from './founding.ts';

const anyPace: PacePlan = {
  windowMs: null,
  toleranceRatio: null,
  select: 'max',
  pods: null,
  podsPeriodMs: 15_000,
  percent: null,
  percentPeriodMs: 15_000,
};

const metrics = founding.metrics.filter(({ name }) => name === 'cpu_utilization');

function planOf(scoring: 'hpa' | 'pressure', up: Partial<PacePlan>, down: Partial<PacePlan>): ScalingPlan {
  const free = { ...founding.scaleUp, cooldownMs: 0 };
  return {
    ...founding,
    scoring,
    metrics,
    scaleUp: { ...free, pace: { ...anyPace, ...up } },
    scaleDown: { ...free, pace: { ...anyPace, windowMs: 0, ...down } },
  };
}

/** One evaluation every 15 s, with all instances ready; gives the decisions. */
function run(plan: ScalingPlan, count: number, values: readonly number[]): readonly Decision[] {
  let state = initialPolicyState;
  const decisions: Decision[] = [];
  values.forEach((value, index) => {
    const current = decisions.at(-1)?.to ?? count;
    const observation = { currentInstances: current, readyInstances: current, signals: { cpu_utilization: value } };
    const step = getScalingPolicy(plan.scoring).decide(state, observation, plan, index * 15_000);
    ({ state } = step);
    decisions.push(step.decision);
  });
  return decisions;
}

const counts = (decisions: readonly Decision[]): readonly number[] => decisions.map(({ to }) => to);

describe.each(['hpa', 'pressure'] as const)('the pace of %s', (scoring) => {
  it.each<[string, Partial<PacePlan>, Partial<PacePlan>, number, number[], number[]]>([
    ['adds so many instances in a period', { pods: 2 }, {}, 4, [1, 1, 1], [6, 8, 10]],
    ['adds such a share in a period', { percent: 50 }, {}, 4, [1.4, 1.4], [6, 9]],
    ['takes the greater of both', { pods: 1, percent: 50 }, {}, 4, [1.4, 1.4], [6, 9]],
    [
      'takes the smaller of both where it is told to',
      { pods: 1, percent: 50, select: 'min' },
      {},
      4,
      [1.4, 1.4],
      [5, 6],
    ],
    [
      'looks back over the whole period',
      { pods: 2, podsPeriodMs: 60_000 },
      {},
      4,
      [1.4, 1.4, 1.4, 1.4, 1.4],
      [6, 6, 6, 6, 8],
    ],
    ['never goes up where that is disabled', { select: 'disabled' }, {}, 4, [1.4, 1.4], [4, 4]],
    ['removes so many in a period', {}, { pods: 1 }, 8, [0.1, 0.1], [7, 6]],
    ['never goes down where that is disabled', {}, { select: 'disabled' }, 8, [0.1, 0.1], [8, 8]],
    ['lets pass what is within the tolerance', { toleranceRatio: 0.5 }, {}, 4, [1, 1.2], [4, 7]],
    ['holds for the window', {}, { windowMs: 30_000 }, 8, [0.7, 0.35, 0.35, 0.35], [8, 8, 4, 4]],
  ])('%s', (_, up, down, count, values, expected) => {
    expect(counts(run(planOf(scoring, up, down), count, values))).toEqual(expected);
  });

  it('says that the pace held it', () => {
    const [decision] = run(planOf(scoring, { pods: 1 }, {}), 4, [1.4]);
    expect(decision && describeDecision(decision)).toBe(
      'from 4 to 5: limited to 5 by the pace of scale_up, which allows 5 now, would be 8: cpu_utilization 140 % against 70 %',
    );
  });
});
