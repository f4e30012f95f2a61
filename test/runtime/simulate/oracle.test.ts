import { describe, expect, it } from 'vitest';
import { consultOracle } from '../../../runtime/src/simulate/oracle.ts';
import { lateShare, queueModelOf, stepQueue } from '../../../runtime/src/simulate/queue.ts';
import { objectiveRequirement, targetRequirement } from '../../../runtime/src/simulate/requirement.ts';
import { mulberry32 } from './event-queue.ts';
import { assumptions, loadOf, planOf, shaped } from './support.ts';

const model = queueModelOf(assumptions);

/** Instance-steps that the oracle pays where each step needs as many instances as `needs` says. */
function paidSteps(needs: readonly number[], startUp: number, drain: number, minInstances = 0): number {
  const plan = planOf({}, { startUpMs: startUp * 5000, drainMs: drain * 5000 });
  const { instanceHours } = consultOracle(loadOf(plan, needs), (need) => need, minInstances, plan.simulation);
  return instanceHours * 720;
}

describe('the requirement', () => {
  it('is the fewest instances that keep 99 % of the requests within the objective', () => {
    const requirement = objectiveRequirement(model);
    for (const rate of [0, 1, 50, 93, 99, 100, 150, 500, 1000, 430, 20]) {
      const count = requirement(rate);
      expect(lateShare(model, rate, count)).toBeLessThanOrEqual(0.01);
      if (count > 0) expect(lateShare(model, rate, count - 1)).toBeGreaterThan(0.01);
    }
  });

  it('does not depend on what was asked before', () => {
    const rates = [10, 900, 333, 1200, 5];
    const one = objectiveRequirement(model);
    expect(rates.map(one)).toEqual(rates.map((rate) => objectiveRequirement(model)(rate)));
  });

  it('of a target is the load over the share of the capacity', () => {
    const requirement = targetRequirement(model, 0.7);
    expect([0, 69, 70, 71, 700].map(requirement)).toEqual([0, 1, 1, 2, 10]);
  });
});

describe('the oracle pays', () => {
  it.each([
    ['for what serves, for the start before and the draining after', [0, 0, 0, 1, 1, 0, 0, 0], 2, 1, 5],
    ['no start before the beginning and no draining after the end', [1, 1, 1], 2, 1, 3],
    ['for a gap that is shorter than draining and starting', [1, 0, 0, 1], 2, 1, 4],
    ['for draining and starting in a longer gap', [1, 0, 0, 0, 0, 1], 2, 1, 5],
    ['for each level by itself', [1, 2, 1, 0, 0, 0, 0, 1], 1, 1, 9],
    ['nothing where nothing is needed', [0, 0, 0], 2, 1, 0],
  ])('%s', (_, needs, startUp, drain, paid) => {
    expect(paidSteps(needs, startUp, drain)).toBeCloseTo(paid, 9);
  });

  it('for the minimum all the time', () => {
    expect(paidSteps([0, 0, 3, 0], 0, 0, 2)).toBeCloseTo(9, 9);
  });

  it('as little as the best of all plans', () => {
    const random = mulberry32(3);
    const upTo = (most: number): number => Math.floor(random() * (most + 1));
    for (let round = 0; round < 60; round++) {
      const needs = Array.from({ length: 6 }, () => upTo(2));
      const [startUp, drain] = [upTo(2), upTo(2)];
      expect(paidSteps(needs, startUp, drain), `${needs} ${startUp} ${drain}`).toBeCloseTo(
        cheapest(needs, startUp, drain),
        9,
      );
    }
  });

  it('without ever violating the objective', () => {
    const { rates } = shaped(planOf(), 'flash_crowd');
    const { required } = consultOracle(loadOf(planOf(), [...rates]), objectiveRequirement(model), 2, assumptions);
    rates.forEach((rate, step) => {
      const { late, dropped, backlog } = stepQueue(model, 0, rate, required[step] ?? 0, 5);
      expect(late).toBeLessThanOrEqual(0.01);
      expect([dropped, backlog]).toEqual([0, 0]);
    });
  });
});

/** The least cost of two instances over all patterns of serving that meet the needs: tried out one by one. */
function cheapest(needs: readonly number[], startUp: number, drain: number): number {
  const patterns = Array.from({ length: 2 ** needs.length }, (_, bits) =>
    needs.map((_need, step) => (bits >> step) & 1),
  );
  const costs = patterns.map((pattern) => patternCost(pattern, startUp, drain));
  let least = Number.POSITIVE_INFINITY;
  for (const [first, one] of patterns.entries()) {
    for (const [second, other] of patterns.entries()) {
      if (needs.some((need, step) => (one[step] ?? 0) + (other[step] ?? 0) < need)) continue;
      least = Math.min(least, (costs[first] ?? 0) + (costs[second] ?? 0));
    }
  }
  return least;
}

/** Steps that are paid for when an instance is started anew for each run of steps in which it serves. */
function patternCost(pattern: readonly number[], startUp: number, drain: number): number {
  let cost = 0;
  pattern.forEach((serves, step) => {
    if (serves === 0) return;
    cost += 1;
    if (pattern[step - 1] !== 1) cost += Math.min(step, startUp);
    if (pattern[step + 1] !== 1) cost += Math.min(pattern.length - step - 1, drain);
  });
  return cost;
}
