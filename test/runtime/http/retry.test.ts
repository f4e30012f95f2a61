import { describe, expect, test } from 'vitest';
import { isSafeToRetry, RetryBudget } from '../../../runtime/src/http/retry.ts';
import { manualClock } from '../backends/support.ts';

describe('another try', () => {
  test.each([
    ['GET', 'refused', 1, true],
    ['POST', 'refused', 1, true],
    ['POST', 'refused', 9, true],
    ['GET', 'broken', 1, true],
    ['GET', 'broken', 2, true],
    ['GET', 'broken', 3, false],
    ['PUT', 'broken', 1, true],
    ['POST', 'broken', 1, false],
    ['PATCH', 'broken', 1, false],
    ['GET', 'late', 1, false],
  ] as const)('of a %s that was %s, after %i: %s', (method, kind, tries, expected) => {
    expect(isSafeToRetry({ method, isTouched: false }, kind, tries)).toBe(expected);
  });

  test.each(['refused', 'broken'] as const)('of one that was %s needs an untouched body', (kind) => {
    expect(isSafeToRetry({ method: 'PUT', isTouched: false }, kind, 1)).toBe(true);
    expect(isSafeToRetry({ method: 'PUT', isTouched: true }, kind, 1)).toBe(false);
  });
});

describe('the budget', () => {
  const spendAll = (budget: RetryBudget) => {
    let spent = 0;
    while (budget.spend()) spent += 1;
    return spent;
  };

  test('has a reserve and a fifth of the requests', () => {
    const budget = new RetryBudget(manualClock());
    for (let requests = 0; requests < 1_000; requests += 1) budget.earn();
    expect(spendAll(budget)).toBeGreaterThanOrEqual(299);
  });

  test('forgets earnings, and fills the reserve again', async () => {
    const clock = manualClock();
    const budget = new RetryBudget(clock);
    for (let requests = 0; requests < 1_000; requests += 1) budget.earn();
    await clock.advance(60_000);
    expect(spendAll(budget)).toBe(100);
    await clock.advance(60_000);
    expect(spendAll(budget)).toBe(99);
  });
});
