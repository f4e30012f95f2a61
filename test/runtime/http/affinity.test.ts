import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../runtime/src/clock.ts';
import { type Answer, ask, balancingPlan, instance, startBackend, startProxy, stopAll } from './support.ts';

afterEach(stopAll);

const affinity = { ...balancingPlan.affinity, enabled: true };

/** Says its name, and which cookies it has seen. */
function named(name: string, cookies: string[] = []): RequestListener {
  return (request, response) => {
    response.setHeader('x-name', name).setHeader('x-cookie', request.headers.cookie ?? '');
    if (cookies.length > 0) response.setHeader('set-cookie', cookies);
    response.end();
  };
}

async function startTwo(options: { cookies?: string[]; timeoutMs?: number; clock?: Clock } = {}) {
  const { cookies, timeoutMs = 60_000, clock = systemClock } = options;
  const backends = await Promise.all(['a', 'b'].map((name) => startBackend(named(name, cookies))));
  return await startProxy({
    ports: backends.map((backend) => backend.port),
    balancing: { affinity: { ...affinity, timeoutMs } },
    clock,
  });
}

/** The runtime's own cookie in an answer, as a client would send it back. */
function ownCookie({ headers }: Answer): string | undefined {
  return headers['set-cookie']?.map((cookie) => cookie.split(';')[0]).find((pair) => pair?.includes('=tsk1.'));
}

const withCookie = (cookie: string | undefined) => ({ headers: { cookie: cookie ?? 'none' } });

describe('a session', () => {
  test('starts with a cookie that keeps the client on its instance', async () => {
    const { port } = await startTwo();
    const first = await ask(port);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^session_id=tsk1\.[\w-]+\.\w+\.[\w-]{43}; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    for (let count = 0; count < 5; count += 1) {
      const next = await ask(port, withCookie(ownCookie(first)));
      expect(next.headers['x-name']).toBe(first.headers['x-name']);
      expect(next.headers).not.toHaveProperty('set-cookie');
    }
  });

  test('without the cookie goes wherever the algorithm says', async () => {
    const { port } = await startTwo();
    const names = [await ask(port), await ask(port)].map((answer) => answer.headers['x-name']);
    expect(names.sort()).toEqual(['a', 'b']);
  });

  test('moves when its instance has gone, and stays with the new one', async () => {
    const { port, pool } = await startTwo();
    const first = await ask(port);
    pool.remove(String(first.headers['x-name']));
    const second = await ask(port, withCookie(ownCookie(first)));
    expect(second.headers['x-name']).not.toBe(first.headers['x-name']);
    expect(ownCookie(second)).toBeDefined();
    const third = await ask(port, withCookie(ownCookie(second)));
    expect(third.headers['x-name']).toBe(second.headers['x-name']);
    expect(third.headers).not.toHaveProperty('set-cookie');
  });

  test('moves when its instance is unhealthy', async () => {
    const { port, pool } = await startTwo();
    const first = await ask(port);
    const name = String(first.headers['x-name']);
    for (let count = 0; count < 3; count += 1) pool.recordProbe(name, { ok: false, detail: 'down' });
    expect((await ask(port, withCookie(ownCookie(first)))).headers['x-name']).not.toBe(name);
  });

  test('stays on a draining instance, which gets no new ones', async () => {
    const slow = await startBackend((request, response) => {
      setTimeout(() => response.setHeader('x-name', 'a').end(), request.url === '/slow' ? 300 : 0);
    });
    const { port, pool } = await startProxy({ ports: [slow.port], balancing: { affinity } });
    const first = await ask(port);
    pool.add(instance('b', (await startBackend(named('b'))).port), { ready: true });
    const running = ask(port, { path: '/slow', ...withCookie(ownCookie(first)) });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const drained = pool.drain('a', 5_000);
    expect((await ask(port, withCookie(ownCookie(first)))).headers['x-name']).toBe('a');
    for (let count = 0; count < 4; count += 1) expect((await ask(port)).headers['x-name']).toBe('b');
    expect((await running).status).toBe(200);
    await drained;
    expect((await ask(port, withCookie(ownCookie(first)))).headers['x-name']).toBe('b');
  });

  test('ends with its time, and is prolonged in the second half of it', async () => {
    let laterMs = 0;
    const clock: Clock = { nowMs: () => systemClock.nowMs() + laterMs, after: systemClock.after };
    const { port } = await startTwo({ timeoutMs: 100_000, clock });
    const first = await ask(port);
    laterMs = 60_000;
    const second = await ask(port, withCookie(ownCookie(first)));
    expect(second.headers['x-name']).toBe(first.headers['x-name']);
    expect(ownCookie(second)).toBeDefined();
    laterMs = 110_000;
    const third = [await ask(port, withCookie(ownCookie(first))), await ask(port, withCookie(ownCookie(first)))];
    expect(third.map((answer) => answer.headers['x-name']).sort()).toEqual(['a', 'b']);
  });

  test('without a time lasts until the browser closes', async () => {
    const { port } = await startTwo({ timeoutMs: 0 });
    expect((await ask(port)).headers['set-cookie']?.[0]).not.toMatch(/max-age|expires/i);
  });

  test('by address needs no cookie', async () => {
    const backends = await Promise.all(['a', 'b'].map((name) => startBackend(named(name))));
    const { port } = await startProxy({
      ports: backends.map((backend) => backend.port),
      balancing: { affinity: { ...affinity, method: 'ip' } },
    });
    const names = new Set<unknown>();
    for (let count = 0; count < 4; count += 1) {
      const answer = await ask(port);
      names.add(answer.headers['x-name']);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
    expect(names.size).toBe(1);
  });
});

describe('a cookie', () => {
  test.each([
    [
      'of another instance under the same signature',
      (own: string) => own.replace(/tsk1\.[\w-]+/, `tsk1.${Buffer.from('b').toString('base64url')}`),
    ],
    ['with another time', (own: string) => own.replace(/\.\w+\.([\w-]{43})$/, '.zzzzzzzz.$1')],
    ['without a signature', (own: string) => own.replace(/\.[\w-]{43}$/, '')],
    ['that is cut short', (own: string) => own.slice(0, -1)],
  ])('%s is ignored', async (_name, forge) => {
    const { port } = await startTwo();
    const first = await ask(port);
    expect(first.headers['x-name']).toBe('a');
    const forged = forge(ownCookie(first) ?? '');
    const names = [await ask(port, withCookie(forged)), await ask(port, withCookie(forged))];
    expect(names.map((answer) => answer.headers['x-name'])).toEqual(['b', 'a']);
  });

  test('of the runtime is not shown to the application, and others are left alone', async () => {
    const { port } = await startTwo();
    const own = ownCookie(await ask(port));
    const { headers } = await ask(port, withCookie(`theme=dark; ${own}; cart=1`));
    expect(headers['x-cookie']).toBe('theme=dark; cart=1');
  });

  test('of the application, set under the same name, is not overwritten', async () => {
    const { port } = await startTwo({ cookies: ['session_id=application; HttpOnly'] });
    const first = await ask(port);
    expect(first.headers['set-cookie']?.map((cookie) => cookie.split('=')[0])).toEqual([
      'session_id',
      'session_id_instance',
    ]);
    const next = await ask(port, withCookie(`session_id=application; ${ownCookie(first)}`));
    expect(next.headers['x-name']).toBe(first.headers['x-name']);
    expect(next.headers['x-cookie']).toBe('session_id=application');
  });

  test('of the application, sent under the same name, is not overwritten', async () => {
    const { port } = await startTwo();
    const answer = await ask(port, withCookie('session_id=application'));
    expect(ownCookie(answer)).toMatch(/^session_id_instance=/);
    expect(answer.headers['x-cookie']).toBe('session_id=application');
  });
});

test('an answer from a cache carries no cookie', async () => {
  const backend = await startBackend(named('a'));
  const { port } = await startProxy({
    ports: [backend.port],
    balancing: { affinity },
    wrap: (handler) => async (request) => {
      const response = await handler(request);
      return { ...response, source: { ...response.source, cache: 'hit' } };
    },
  });
  expect((await ask(port)).headers).not.toHaveProperty('set-cookie');
});
