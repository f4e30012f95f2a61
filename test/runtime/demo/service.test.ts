import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoService, spawnService, startService } from './service-process.ts';

let service: DemoService;

beforeAll(async () => {
  service = await startService({ TSK_INSTANCE: 'process-7', DEMO_WORKERS: '2' });
});

afterAll(() => service.stop());

function get(path: string, init?: RequestInit): Promise<Response> {
  return fetch(service.url + path, init);
}

describe('the demo service', () => {
  it('says on its page which instance answered, and links to all it has', async () => {
    const page = await (await get('/')).text();
    expect(page).toContain('process-7');
    expect(page).toContain(`process ${service.child.pid}`);
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, path]) => path?.replaceAll('&amp;', '&') ?? '');
    expect(links).toHaveLength(5);
    for (const path of links) expect((await get(path)).status).toBe(200);
  });

  it('is well', async () => {
    const response = await get('/health');
    expect(await response.json()).toMatchObject({ status: 'ok', instance: 'process-7', pid: service.child.pid });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('takes as long as it is asked to, and not for more requests at a time than it has slots', async () => {
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 6 }, () => get('/work?ms=60')));
    expect(performance.now() - started).toBeGreaterThanOrEqual(3 * 60 - 5);
    const waits = await Promise.all(answers.map(async (answer) => (await answer.json()) as { waitedMs: number }));
    expect(waits.filter(({ waitedMs }) => waitedMs > 10).length).toBeGreaterThanOrEqual(3);
  });

  it('works in one slot while another is taken', async () => {
    const leave = new AbortController();
    const long = get('/work?ms=60000', { signal: leave.signal }).catch((error: Error) => error.name);
    expect((await get('/work?ms=1')).status).toBe(200);
    leave.abort();
    expect(await long).toBe('AbortError');
  });

  it('gives away the turn of a client that has left', async () => {
    const single = await startService({ DEMO_WORKERS: '1' });
    try {
      const leave = new AbortController();
      const first = fetch(`${single.url}/work?ms=300`);
      await fetch(`${single.url}/health`);
      const left = fetch(`${single.url}/work?ms=60000`, { signal: leave.signal }).catch((error: Error) => error.name);
      await fetch(`${single.url}/health`);
      const last = fetch(`${single.url}/work?ms=1`);
      leave.abort();
      expect([(await first).status, await left, (await last).status]).toEqual([200, 'AbortError', 200]);
    } finally {
      await single.stop();
    }
  });

  it('uses the processor where it is asked to', async () => {
    const started = performance.now();
    await get('/work?ms=0&cpu=40');
    // Less would mean that it hardly worked; how exactly the two clocks agree is not the point.
    expect(performance.now() - started).toBeGreaterThan(30);
  });

  it('gives files that every instance gives alike, for caches to keep', async () => {
    const first = await get('/static/12');
    const body = await first.text();
    const other = await startService();
    try {
      expect(await (await fetch(`${other.url}/static/12`)).text()).toBe(body);
    } finally {
      await other.stop();
    }
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    const etag = first.headers.get('etag') ?? '';
    expect((await get('/static/12', { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect(await (await get('/static/13')).text()).not.toBe(body);
  });

  it.each([
    ['no visits', '', 1],
    ['visits', 'a=b; demo_visits=4; c=d', 5],
    ['nonsense', 'demo_visits=many', 1],
  ])('counts %s in a cookie', async (_, cookie, visits) => {
    const response = await get('/session', { headers: { Cookie: cookie } });
    expect(await response.json()).toMatchObject({ visits });
    expect(response.headers.get('set-cookie')).toMatch(new RegExp(`^demo_visits=${visits};.*HttpOnly`));
  });

  it('echoes what it was sent', async () => {
    const response = await get('/echo?x=1', { method: 'PUT', headers: { 'X-Y': 'z' }, body: 'café' });
    expect(await response.json()).toMatchObject({
      method: 'PUT',
      path: '/echo?x=1',
      headers: { 'x-y': 'z' },
      body: 'café',
    });
  });

  it.each([
    ['a page that it has not', '/nowhere', 404],
    ['a file without a number', '/static/x', 404],
    ['a file with too large a number', '/static/9999999', 404],
    ['a time that is none', '/work?ms=soon', 400],
    ['a time before now', '/work?ms=-1', 400],
    ['a time without end', '/work?ms=1e9', 400],
    ['an empty time', '/work?cpu=', 400],
    ['a path with a broken escape', '/%E0%A4%A', 404],
  ])('refuses %s with a reason', async (_, path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error: string }).error).toMatch(/\.$/);
  });

  it('refuses to echo more than a mebibyte, and lives on', async () => {
    expect((await get('/echo', { method: 'POST', body: 'x'.repeat(2_000_000) })).status).toBe(413);
    expect((await get('/health')).status).toBe(200);
  });

  it.each([
    'GET //host/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'GET http://[::1/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    '\0\0\0\r\n\r\n',
    'GET / HTTP/1.1\r\n',
  ])('lives on after %j', async (bytes) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.end(bytes);
    socket.resume();
    await once(socket, 'close');
    expect((await get('/health')).status).toBe(200);
  });
});

describe('the demo service, asked to stop', () => {
  it('finishes the requests that it has, takes no more, and ends well', async () => {
    const leaving = await startService();
    const pending = fetch(`${leaving.url}/work?ms=300`);
    // The request has arrived when a later one has been answered.
    await fetch(`${leaving.url}/health`);
    const exited = once(leaving.child, 'exit');
    leaving.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(fetch(`${leaving.url}/health`)).rejects.toThrow();
    expect((await pending).status).toBe(200);
    // Well before the five seconds after which an idle connection would be closed anyway.
    const patience = new Promise((resolve) => setTimeout(resolve, 3_000, 'still running').unref());
    expect(await Promise.race([exited, patience])).toEqual([0, null]);
  });
});

describe('the demo service, started wrongly', () => {
  it.each([
    ['without a port', {}, 2, 'needs the variable PORT'],
    ['with a port that is none', { PORT: 'http' }, 2, 'PORT is a whole number from 0 to 65535, not "http"'],
    ['without a slot', { PORT: '0', DEMO_WORKERS: '0' }, 2, 'DEMO_WORKERS is a whole number from 1'],
  ])('%s says so and ends', async (_, env, code, message) => {
    const child = spawnService(env as Record<string, string>);
    const [said, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(exitCode).toBe(code);
    expect(said).toContain(message);
  });

  it('on a port that is taken says so and ends', async () => {
    const child = spawnService({ PORT: new URL(service.url).port });
    const [said, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([exitCode, said]).toEqual([1, expect.stringContaining('cannot listen on 127.0.0.1')]);
  });
});
