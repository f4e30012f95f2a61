import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { type Log, type RunningRuntime, runPlan } from '../../runtime/src/index.ts';
import { testPlan } from '../runtime/admin/plan.ts';

const say = (): void => undefined;
const log: Log = { trace: say, debug: say, info: say, warn: say, error: say, child: () => log };
const MB = 1_000_000;

let runtime: RunningRuntime | undefined;
let origin: Server | undefined;
let agent: Agent | undefined;

afterEach(async () => {
  await agent?.close();
  await runtime?.stop();
  origin?.closeAllConnections();
  origin?.close();
});

/** A runtime with a response cache in front of one origin, and clients that share an agent. */
async function start(listener: RequestListener, { connections, maxBytes }: { connections: number; maxBytes: number }) {
  const server = createServer(listener);
  origin = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  runtime = await runPlan(
    {
      ...testPlan,
      server: { ...testPlan.server, keepAliveTimeoutMs: 60_000 },
      service: { ...testPlan.service, provider: 'static' },
      instances: [{ name: 'origin', host: '127.0.0.1', port, weight: 1, maxRequests: 0 }],
      balancing: { ...testPlan.balancing, health: { ...testPlan.balancing.health, enabled: false } },
      cache: {
        ...testPlan.cache,
        response: { ...testPlan.cache.response, enabled: true, maxBytes, maxEntryBytes: MB },
      },
    },
    { log },
  );
  await runtime.ready;
  const dispatcher = new Agent({ connections });
  agent = dispatcher;
  const { url, adminUrl, status } = runtime;
  const get = async (path: string): Promise<{ statusCode: number; bytes: number }> => {
    const { statusCode, body } = await request(url + path, { dispatcher });
    let bytes = 0;
    for await (const chunk of body) bytes += (chunk as Buffer).length;
    return { statusCode, bytes };
  };
  const purge = async (query: string): Promise<unknown> =>
    (await fetch(`${adminUrl}/cache/purge?${query}`, { method: 'POST' })).json();
  return { get, purge, stats: () => status().cache };
}

describe('a response cache over sockets', () => {
  it('asks the origin once for 1,000 clients that want one slow address', async () => {
    let asked = 0;
    const { get, stats } = await start(
      (_, response) => {
        asked += 1;
        setTimeout(() => response.setHeader('Cache-Control', 'max-age=60').end('slow'), 1500);
      },
      { connections: 1000, maxBytes: 10 * MB },
    );
    const answers = await Promise.all(Array.from({ length: 1000 }, () => get('/slow')));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(asked).toBe(1);
    expect(stats()).toMatchObject({ misses: 1, hits: 999 });
  });

  it('is purged by tag through the admin listener', async () => {
    let asked = 0;
    const { get, purge } = await start(
      (incoming, response) => {
        asked += 1;
        response
          .setHeader('Cache-Control', 'max-age=60')
          .setHeader('Surrogate-Key', `tag-${incoming.url?.slice(1)}`)
          .end();
      },
      { connections: 1, maxBytes: 10 * MB },
    );
    for (const path of ['/a', '/b']) await get(path);
    expect(await purge('tag=tag-a')).toEqual({ purged: 1, soft: false });
    for (const path of ['/a', '/b']) await get(path);
    expect(asked).toBe(3);
    expect(await purge('tag')).toMatchObject({ error: expect.any(String) });
  });

  it('keeps its memory within bounds under a stream of addresses that nobody asks for twice, and of huge bodies', async () => {
    const page = Buffer.alloc(10_000, 'x');
    const huge = Buffer.alloc(40 * MB, 'y');
    const { get, stats } = await start(
      (incoming, response) => {
        response.setHeader('Cache-Control', 'max-age=3600');
        response.end(incoming.url?.startsWith('/huge') === true ? huge : page);
      },
      { connections: 20, maxBytes: 20 * MB },
    );
    const used = (): number => process.memoryUsage().rss;
    for (let at = 0; at < 1000; at += 20)
      await Promise.all(Array.from({ length: 20 }, (_, one) => get(`/warm/${at + one}`)));
    const before = used();
    for (let at = 0; at < 3500; at += 20) {
      const length = 100 + (at % 2000);
      await Promise.all(Array.from({ length: 20 }, (_, one) => get(`/${at + one}?${'q'.repeat(length)}`)));
    }
    for (let at = 0; at < 8; at += 1) expect((await get(`/huge/${at}`)).bytes).toBe(huge.length);
    const { bytes = 0, maxBytes = 0, evictions = 0 } = stats() ?? {};
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(evictions).toBeGreaterThan(1500);
    // 35 MB of pages and 320 MB of huge bodies have gone by; the cache holds 20 MB.
    expect(used() - before).toBeLessThan(250 * MB);
  });
});
