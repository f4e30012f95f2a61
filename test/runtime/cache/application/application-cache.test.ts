import { afterEach, describe, expect, it } from 'vitest';
import {
  type ApplicationCache,
  type ApplicationCacheExtras,
  type ApplicationCacheOptions,
  openApplicationCache,
} from '../../../../runtime/src/index.ts';
import { eventually, isInstalled, startServer } from '../stores/servers.ts';

const opened: ApplicationCache[] = [];

async function open(
  options: ApplicationCacheOptions = {},
  extras: ApplicationCacheExtras = {},
): Promise<ApplicationCache> {
  const cache = await openApplicationCache({ ttlJitter: 0, ...options }, extras);
  opened.push(cache);
  return cache;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((cache) => cache.close()));
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('an application cache', () => {
  it.each<[string, unknown]>([
    ['a text', 'text'],
    ['a number', 0],
    ['an object', { a: [1, { b: null }] }],
    ['a date', new Date(0)],
    ['a map', new Map([['a', new Set([1n])]])],
    ['bytes', Buffer.from([0, 255])],
    ['false', false],
  ])('gives back %s', async (_, value) => {
    const cache = await open();
    expect(await cache.get('key')).toBeUndefined();
    expect(await cache.set('key', value)).toBe(true);
    expect(await cache.get('key')).toEqual(value);
    expect(cache.stats()).toMatchObject({ hits: 1, misses: 1, sets: 1, hitRate: 0.5, entries: 1, store: null });
  });

  it.each([() => 1, Symbol('a'), { f: () => 1 }])('refuses what is no data', async (value) => {
    const cache = await open();
    await expect(cache.set('key', value)).rejects.toThrow('A value in a cache is data');
    expect(await cache.get('key')).toBeUndefined();
  });

  it('forgets what is over, by its own lifetime or that of the cache', async () => {
    const cache = await open({ ttlMs: 40 });
    await cache.set('short', 1);
    await cache.set('long', 1, { ttlMs: 60_000 });
    await cache.set('endless', 1, { ttlMs: 0 });
    expect(await cache.get('short')).toBe(1);
    await pause(60);
    expect([await cache.get('short'), await cache.get('long'), await cache.get('endless')]).toEqual([undefined, 1, 1]);
  });

  it('loads once for many callers at the same time', async () => {
    const cache = await open();
    let loads = 0;
    const load = async (): Promise<number> => {
      loads += 1;
      await pause(20);
      return loads;
    };
    expect(await Promise.all(Array.from({ length: 100 }, () => cache.getOrSet('key', load)))).toEqual(
      Array(100).fill(1),
    );
    expect(cache.stats()).toMatchObject({ loads: 1, collapsed: 99, misses: 100 });
  });

  it('does not let callers wait for the load of another for ever', async () => {
    const cache = await open({}, { collapseWaitMs: 20 });
    void cache.getOrSet('key', () => new Promise(() => undefined));
    expect(await cache.getOrSet('key', () => 'own')).toBe('own');
  });

  it('passes the failure of a load on to all who wait, and keeps nothing of it', async () => {
    const cache = await open();
    const load = async (): Promise<never> => {
      throw new Error('no database');
    };
    const asked = [cache.getOrSet('key', load), cache.getOrSet('key', load)];
    await Promise.all(asked.map((one) => expect(one).rejects.toThrow('no database')));
    expect(await cache.getOrSet('key', () => 1)).toBe(1);
    expect(cache.stats()).toMatchObject({ loadFailures: 1 });
  });

  it('gives out what is stale while it loads anew, once', async () => {
    const cache = await open({ ttlMs: 20, staleMs: 60_000 });
    let version = 0;
    const load = (): number => ++version;
    expect(await cache.getOrSet('key', load)).toBe(1);
    await pause(30);
    expect(await Promise.all([cache.getOrSet('key', load), cache.getOrSet('key', load)])).toEqual([1, 1]);
    await pause(0);
    expect(await cache.getOrSet('key', load)).toBe(2);
    expect(cache.stats()).toMatchObject({ stale: 2, refreshes: 1 });
  });

  it.each([
    { negativeTtlMs: 0, loads: 2 },
    { negativeTtlMs: 60_000, loads: 1 },
  ])(
    'asks $loads times for what is not there, with a negative lifetime of $negativeTtlMs ms',
    async ({ negativeTtlMs, loads }) => {
      const cache = await open({ negativeTtlMs });
      let asked = 0;
      const load = (): undefined => {
        asked += 1;
        return undefined;
      };
      await cache.getOrSet('key', load);
      await cache.getOrSet('key', load);
      expect(asked).toBe(loads);
    },
  );

  it.each<[string, (cache: ApplicationCache) => Promise<boolean>]>([
    ['delete', (cache) => cache.delete('a/1')],
    ['a tag', (cache) => cache.invalidateTags(['x'])],
    ['a prefix', (cache) => cache.invalidatePrefix('a/')],
    ['clear', (cache) => cache.clear()],
    ['another value', (cache) => cache.set('a/1', 'new')],
  ])('does not keep a load that began before %s', async (_, change) => {
    const cache = await open();
    let release = (_value: string): void => undefined;
    const loading = cache.getOrSet('a/1', () => new Promise<string>((resolve) => (release = resolve)), { tags: ['x'] });
    await pause(0);
    await change(cache);
    release('from before');
    expect(await loading).toBe('from before');
    expect(await cache.get('a/1')).not.toBe('from before');
  });

  it('forgets by tag and prefix, and nothing else', async () => {
    const cache = await open();
    await cache.set('a/1', 1, { tags: ['x', 'y'] });
    await cache.set('a/2', 2, { tags: ['y'] });
    await cache.set('b/1', 3);
    await cache.invalidateTags(['x']);
    expect([await cache.get('a/1'), await cache.get('a/2'), await cache.get('b/1')]).toEqual([undefined, 2, 3]);
    await cache.invalidatePrefix('a/');
    expect([await cache.get('a/2'), await cache.get('b/1')]).toEqual([undefined, 3]);
  });

  it('stays within its bounds, whatever comes', async () => {
    const cache = await open({ maxBytes: 100_000, maxEntries: 50 });
    for (let at = 0; at < 5000; at += 1) await cache.set(`key ${at}`, 'x'.repeat(at % 3000));
    const { bytes, entries, evictions } = cache.stats();
    expect(bytes).toBeLessThanOrEqual(100_000);
    expect(entries).toBeLessThanOrEqual(50);
    expect(evictions).toBeGreaterThan(0);
  });
});

describe.skipIf(!isInstalled('redis-server'))('two processes with one Redis', () => {
  it('see what the other writes, loads, deletes and invalidates', async () => {
    const server = await startServer('redis-server');
    const options = {
      strategy: 'write_through',
      store: { kind: 'redis', url: `redis://127.0.0.1:${server.port}` },
    } as const;
    const [one, other] = [await open(options), await open(options)];
    const sees = (key: string, value: unknown): Promise<void> =>
      eventually(`${key} is ${value}`, async () => (await other.get(key)) === value);
    await eventually('it connects', () => one.set('a', 1, { tags: ['x'] }));
    await sees('a', 1);
    await one.set('a', 2, { tags: ['x'] });
    await sees('a', 2);
    await one.invalidateTags(['x']);
    await sees('a', undefined);
    await one.getOrSet('b', () => 'loaded');
    await sees('b', 'loaded');
    await one.delete('b');
    await sees('b', undefined);
    await server.kill();
    expect(await other.getOrSet('c', () => 'served without it')).toBe('served without it');
    expect(await one.set('d', 1)).toBe(false);
    expect(await one.get('d')).toBe(1);
    expect(one.stats()).toMatchObject({ unacknowledged: expect.any(Number), store: { name: 'redis' } });
  });
});
