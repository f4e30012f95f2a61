import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../../runtime/src/http/errors.ts';
import type { ProxyRequest } from '../../../runtime/src/http/exchange.ts';
import { isSafeToRetry, RetryBudget } from '../../../runtime/src/http/retry.ts';
import { manualClock } from '../backends/support.ts';

function request(method: string, body: Readable | null = null): ProxyRequest {
  const signal = new AbortController().signal;
  return { method, body, signal, scheme: 'http', authority: 'x', target: '/', headers: [], clientAddress: '' };
}

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
    expect(isSafeToRetry(request(method), new UpstreamError(kind, ''), tries)).toBe(expected);
  });

  test('needs an untouched body', async () => {
    const body = Readable.from(['a', 'b']);
    expect(isSafeToRetry(request('PUT', body), new UpstreamError('refused', ''), 1)).toBe(true);
    for await (const _ of body) break;
    expect(isSafeToRetry(request('PUT', body), new UpstreamError('refused', ''), 1)).toBe(false);
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
