import type { LimitsPlan, RateLimitPlan } from '@tsk/schemas/plan';
import { afterEach, expect, it } from 'vitest';
import { noLimits } from '../../plan-defaults.ts';
import { planOver, run, startListed, stopAll } from './support.ts';

afterEach(stopAll);

const rate: RateLimitPlan = {
  name: 'rate_limiting',
  scope: 'ip',
  header: null,
  path: null,
  strategy: 'token_bucket',
  requests: 2,
  windowMs: 60_000,
  burst: 2,
};

async function runWith(limits: Partial<LimitsPlan>) {
  return run(planOver([await startListed('a')], {}, { limits: { ...noLimits, enabled: true, ...limits } }));
}

it('refuses what is above the rate with 429, tells when to come back, and counts it', async () => {
  const { url, adminUrl } = await runWith({ rates: [rate] });
  const first = await fetch(url);
  expect([first.status, first.headers.get('ratelimit'), first.headers.get('ratelimit-policy')]).toEqual([
    200,
    '"rate_limiting";r=1',
    '"rate_limiting";q=2;w=60',
  ]);
  await fetch(url);
  const refused = await fetch(url);
  expect([refused.status, await refused.text()]).toEqual([
    429,
    '429 Too Many Requests: too many requests, try again later\n',
  ]);
  expect(refused.headers.get('retry-after')).toMatch(/^(29|30)$/);
  expect(refused.headers.get('ratelimit')).toMatch(/^"rate_limiting";r=0;t=(29|30)$/);
  const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
  expect(metrics).toContain('tsk_requests_refused_total{limit="rate_limiting"} 1');
});

it('counts by a field, on a path, and says nothing about it where the plan says so', async () => {
  const rates = [{ ...rate, scope: 'header', header: 'x-key', path: '/api/*', requests: 1, burst: 1 }] as const;
  const { url } = await runWith({ rates, headers: false });
  const ask = async (path: string, key?: string): Promise<number> =>
    (await fetch(url + path, { headers: key === undefined ? {} : { 'x-key': key } })).status;
  expect(await ask('/api/x', 'k1')).toBe(200);
  expect(await ask('/api/y?z', 'k1')).toBe(429);
  expect(await ask('/api/x', 'k2')).toBe(200);
  expect(await ask('/api/x')).toBe(200);
  expect(await ask('/api/x')).toBe(429);
  expect(await ask('/other', 'k1')).toBe(200);
  expect((await fetch(`${url}/api/x`)).headers.has('ratelimit')).toBe(false);
});

it('lets an even pace through where the bucket leaks', async () => {
  const { url } = await runWith({
    rates: [{ ...rate, strategy: 'leaky_bucket', requests: 20, windowMs: 1_000, burst: 3 }],
  });
  const startedMs = performance.now();
  const statuses = await Promise.all([1, 2, 3].map(async () => (await fetch(url)).status));
  expect(statuses).toEqual([200, 200, 200]);
  // The third one cannot have been let through before two spacings of 50 ms.
  expect(performance.now() - startedMs).toBeGreaterThan(95);
});

it('bounds the requests of one address that are under way', async () => {
  const { url } = await runWith({ maxConcurrentPerClient: 2 });
  const statuses = await Promise.all([1, 2, 3].map(async () => (await fetch(`${url}/?ms=100`)).status));
  expect(statuses.toSorted()).toEqual([200, 200, 429]);
  expect((await fetch(url)).status).toBe(200);
});

it.each([
  [{ rates: [{ ...rate, requests: 1, burst: 1 }], allow: ['127.0.0.0/8'] }, [200, 200, 200]],
  [{ deny: ['127.0.0.1'] }, [403, 403, 403]],
])('knows addresses that are always or never let in: %j', async (limits, expected) => {
  const { url } = await runWith(limits);
  const statuses: number[] = [];
  for (let sent = 0; sent < 3; sent += 1) statuses.push((await fetch(url)).status);
  expect(statuses).toEqual(expected);
});

it('does not start with an address that is none, and cites it', async () => {
  await expect(runWith({ deny: ['10.0.0.999'] })).rejects.toMatchObject({
    code: 'TSK7107',
    message: expect.stringContaining('"10.0.0.999" is neither an address nor a block'),
  });
});
