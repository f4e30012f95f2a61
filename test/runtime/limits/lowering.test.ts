import type { LimitsPlan, RateLimitPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { analyzeTexts } from '../../compiler/analyze-texts.ts';

/** What a text becomes in the plan; it has nothing wrong. */
function limitsOf(text: string): LimitsPlan {
  const { plan, diagnostics } = analyzeTexts({ 'app.tsk': text });
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  return plan.limits as LimitsPlan;
}

const limit = (change: Partial<RateLimitPlan>): RateLimitPlan => ({
  name: 'rate_limiting',
  scope: 'ip',
  header: null,
  path: null,
  strategy: 'sliding_window',
  requests: 100,
  windowMs: 60_000,
  burst: 100,
  ...change,
});

describe('[rate_limiting] becomes limits', () => {
  it.each([
    ['requests_per_minute = 100', [limit({})]],
    [
      'requests_per_second = 10\nburst = 20',
      [limit({ strategy: 'token_bucket', requests: 10, windowMs: 1_000, burst: 20 })],
    ],
    [
      'requests_per_hour = 100\nkey = "header:X-Api-Key"',
      [limit({ scope: 'header', header: 'x-api-key', windowMs: 3_600_000 })],
    ],
    ['default_limit = 100\nwindow = 15m', [limit({ windowMs: 900_000 })]],
    ['per_ip = "100/minute"', [limit({ name: 'per_ip' })]],
    ['per_ip = "2.5/s"', [limit({ name: 'per_ip', requests: 2, windowMs: 800, burst: 2 })]],
    ['per_ip = "20 rps"', [limit({ name: 'per_ip', requests: 20, windowMs: 1_000, burst: 20 })]],
    ['global = "100 per min"', [limit({ name: 'global', scope: 'all' })]],
    [
      'global = { requests_per_minute = 100, strategy = "leaky_bucket" }',
      [limit({ name: 'global', scope: 'all', strategy: 'leaky_bucket' })],
    ],
    [
      '[rate_limiting.endpoints."/login"]\nrequests_per_minute = 100',
      [limit({ name: 'endpoints./login', path: '/login' })],
    ],
    ['[rate_limiting.endpoints.login]\nrequests_per_minute = 100', []],
    ['requests_per_minute = 0', []],
  ])('%s', (text, rates) => {
    expect(limitsOf(`[rate_limiting]\n${text}\n`)).toMatchObject({ enabled: true, rates });
  });

  it('is off where nothing is written, or it is switched off', () => {
    expect(limitsOf('').enabled).toBe(false);
    expect(limitsOf('[rate_limiting]\nenabled = false\nrequests_per_minute = 1\n').enabled).toBe(false);
  });
});
