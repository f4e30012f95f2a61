import { afterEach, describe, expect, it, vi } from 'vitest';
import { balancingDefaults } from '../../plan-defaults.ts';
import { planOver, run, startListed, stopAll, texts } from './support.ts';

afterEach(stopAll);

describe('the key of consistent hashing', () => {
  it.each([
    ['ring_hash', 'header:X-Tenant', (key: string) => ({ headers: { 'x-tenant': key } }), ''],
    ['maglev', 'cookie:cart', (key: string) => ({ headers: { cookie: `a=1; cart=${key}` } }), ''],
    ['ring_hash', 'path', () => ({}), '/'],
  ] as const)('%s by %s keeps a key on its instance, and spreads the keys', async (algorithm, hashKey, init, path) => {
    const instances = [await startListed('a'), await startListed('b'), await startListed('c')];
    const { url } = await run(planOver(instances, { algorithm, hashKey }));
    const seen = new Set<string>();
    for (const key of ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8']) {
      const target = path === '' ? url : `${url}${path}${key}`;
      const answers = new Set(await texts(target, 3, init(key)));
      expect(answers.size).toBe(1);
      for (const answer of answers) seen.add(answer);
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('an instance that fails real requests', () => {
  it('is taken out although its health path is well', async () => {
    const bad = await startListed('bad', ({ url }, response) => response.writeHead(url === '/' ? 200 : 500).end('bad'));
    const runtime = await run(planOver([await startListed('good'), bad]));
    await texts(`${runtime.url}/x`, 10);
    expect(await texts(`${runtime.url}/x`, 6)).toEqual(Array(6).fill('good'));
    const status = runtime.status().instances.find(({ id }) => id === 'static-bad');
    expect(status).toMatchObject({ state: 'unhealthy', detail: 'ejected for 30 s: 5 requests in a row failed' });
  });
});

describe('where all instances are busy', () => {
  const queue = { ...balancingDefaults.queue, enabled: true, maxRequests: 1, timeoutMs: 150 };

  it('requests wait in the queue, and get 503 with Retry-After when it is full or their time is up', async () => {
    const runtime = await run(planOver([await startListed('a')], { maxRequestsPerInstance: 1, queue }));
    const ask = async () => {
      const { status, headers } = await fetch(`${runtime.url}/?ms=300`);
      return [status, headers.get('retry-after')];
    };
    const first = ask();
    await vi.waitFor(() => expect(runtime.status().requestsInFlight).toBe(1));
    const answers = await Promise.all([ask(), ask()]);
    expect(answers).toEqual([
      [503, '1'],
      [503, '1'],
    ]);
    expect(await first).toEqual([200, null]);
  });

  it('they get 503 at once without a queue', async () => {
    const runtime = await run(planOver([await startListed('a')], { maxRequestsPerInstance: 1 }));
    const first = fetch(`${runtime.url}/?ms=200`);
    await vi.waitFor(() => expect(runtime.status().requestsInFlight).toBe(1));
    expect((await fetch(runtime.url)).status).toBe(503);
    expect((await first).status).toBe(200);
  });
});

describe('a frozen instance', () => {
  it('costs a time-out or two, and no request that may be repeated', async () => {
    const frozen = await startListed('frozen', ({ url }, response) => {
      if (url === '/') response.end('well');
    });
    const retries = { ...balancingDefaults.retries, perTryTimeoutMs: 100 };
    const runtime = await run(planOver([await startListed('a'), frozen], { retries }));
    const answers = await texts(`${runtime.url}/x`, 8);
    expect(answers).toEqual(Array(8).fill('a'));
    const status = runtime.status().instances.find(({ id }) => id === 'static-frozen');
    expect(status).toMatchObject({
      requestsTotal: 2,
      detail: expect.stringContaining('2 requests in a row ran out of time'),
    });
  });

  it('is asked for as long as the request has, where nothing is repeated', async () => {
    const frozen = await startListed('frozen', ({ url }, response) => {
      if (url === '/') response.end('well');
    });
    const retries = { ...balancingDefaults.retries, enabled: false, perTryTimeoutMs: 100 };
    const plan = planOver([frozen], { retries });
    const runtime = await run({ ...plan, server: { ...plan.server, requestTimeoutMs: 500 } });
    expect((await fetch(`${runtime.url}/x`)).status).toBe(504);
  });
});
