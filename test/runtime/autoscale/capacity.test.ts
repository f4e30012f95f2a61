import { describe, expect, it } from 'vitest';
import {
  bearableRate,
  type InstanceModel,
  instancesForRate,
} from '../../../runtime/src/autoscale/capacity/instance-model.ts';
import { queueModelOf } from '../../../runtime/src/simulate/queue.ts';
import { objectiveRequirement } from '../../../runtime/src/simulate/requirement.ts';
import { assumptions } from '../simulate/support.ts';

const model: InstanceModel = { workers: 10, serviceTimeMs: 100, waitMs: 500, lateRatio: 0.01 };

describe('what instances bear', () => {
  it('is what the simulation needs for the same objective', () => {
    const required = objectiveRequirement(queueModelOf(assumptions));
    for (let rate = 1; rate <= 3000; rate += 7) expect(instancesForRate(model, rate, 10_000)).toBe(required(rate));
  });

  it('is what an M/M/1 queue bears, for one worker', () => {
    // P(wait > t) = ρ e^(−(μ − λ) t): with μ = 1/s and t = 3 s, λ solves ρ e^(−3 (1 − ρ)) = 0.05.
    const rate = bearableRate({ workers: 1, serviceTimeMs: 1000, waitMs: 3000, lateRatio: 0.05 }, 1);
    expect(rate * Math.exp(-3 * (1 - rate))).toBeCloseTo(0.05, 5);
  });

  it.each([0, 1, 5, 399, 400, 401, 5000])('rises with the instances, at %i', (count) => {
    const [less, more] = [bearableRate(model, count), bearableRate(model, count + 1)];
    expect(more).toBeGreaterThan(less);
    expect(more).toBeLessThanOrEqual((count + 1) * 100);
  });

  it('asks for no more than it is let', () => {
    expect(instancesForRate(model, 1e12, 50)).toBe(50);
    expect(instancesForRate(model, 0, 50)).toBe(0);
  });
});
