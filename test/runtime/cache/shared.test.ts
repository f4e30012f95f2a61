import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ResponseCacheOptions } from '../../../runtime/src/cache/response-cache.ts';
import { GuardedStore } from '../../../runtime/src/cache/stores/guarded-store.ts';
import { SharedTier } from '../../../runtime/src/cache/stores/shared-tier.ts';
import { cacheable, numbered, type Reply, Rig, START_MS, settled } from './origin.ts';
import { MemorySharedStore } from './stores/memory-shared-store.ts';

let store: MemorySharedStore;

beforeEach(() => {
  store = new MemorySharedStore();
});

/** A runtime with a memory of its own and the shared store. */
function runtime(reply: ConstructorParameters<typeof Rig>[0], options: Partial<ResponseCacheOptions> = {}): Rig {
  const nowMs = (): number => START_MS;
  const guarded = new GuardedStore(store, { timeoutMs: 1000, nowMs });
  const shared = new SharedTier({ store: guarded, prefix: 'http:', nowMs, newId: randomUUID });
  return new Rig(reply, { shared, ...options });
}

describe('two runtimes with one shared store', () => {
  it('answer from what the other has stored, with the same fields, body and age', async () => {
    const one = runtime(() =>
      cacheable({
        headers: [
          ['ETag', '"a"'],
          ['Age', '7'],
        ],
        body: Buffer.from([0, 1, 254, 255]),
      }),
    );
    const first = await one.fetch('/a');
    await settled();
    const other = runtime(() => new Error('nobody is asked'));
    const second = await other.fetch('/a');
    expect(second).toMatchObject({ status: 200, cache: 'hit', body: first.body });
    expect([second.field('etag'), second.field('age')]).toEqual(['"a"', '7']);
    expect(other.cache.stats()).toMatchObject({ hits: 1, shared: 1, entries: 1 });
    expect((await other.fetch('/a', { headers: [['Range', 'bytes=1-2']] })).status).toBe(206);
    expect(store.reads).toBeLessThan(6);
  });

  it('know the variants of an address', async () => {
    const one = runtime((request) =>
      cacheable({ headers: [['Vary', 'Accept']], body: String(request.headers[0]?.[1]) }),
    );
    for (const type of ['text/html', 'text/plain']) await one.fetch('/a', { headers: [['Accept', type]] });
    await settled();
    const other = runtime(() => new Error('nobody is asked'));
    for (const type of ['text/html', 'text/plain']) {
      expect((await other.fetch('/a', { headers: [['Accept', type]] })).body).toBe(type);
    }
  });

  it.each<[string, (rig: Rig) => Promise<unknown>]>([
    ['an unsafe request', (rig) => rig.fetch('/a/1', { method: 'DELETE' })],
    [
      'a purge of its address',
      (rig) => rig.cache.purge({ kind: 'address', scheme: 'http', authority: 'site.test', target: '/a/1' }),
    ],
    [
      'a purge of its prefix',
      (rig) => rig.cache.purge({ kind: 'prefix', scheme: 'http', authority: 'site.test', target: '/a/' }),
    ],
    ['a purge of its tag', (rig) => rig.cache.purge({ kind: 'tag', tag: 'news' })],
    ['a purge of all', (rig) => rig.cache.purge({ kind: 'all' })],
  ])('forget by %s at the other, in the store and in the memory', async (_, forget) => {
    const one = runtime(
      numbered([
        ['Cache-Control', 'max-age=60'],
        ['Surrogate-Key', 'news sport'],
      ]),
    );
    await one.fetch('/a/1');
    await settled();
    const other = runtime(() => cacheable({ body: 'asked anew' }));
    expect((await other.fetch('/a/1')).body).toBe('answer 1');
    await forget(one);
    await settled();
    const third = runtime(() => cacheable({ body: 'asked anew' }));
    expect((await third.fetch('/a/1')).body).toBe('asked anew');
    expect((await other.fetch('/a/1')).body).toBe('asked anew');
  });

  it('go on without the store while it is away', async () => {
    const one = runtime(numbered());
    store.isAway = true;
    expect((await one.fetch('/a')).body).toBe('answer 1');
    expect((await one.fetch('/a')).cache).toBe('hit');
    await one.fetch('/a', { method: 'DELETE' });
    expect((await one.fetch('/a')).body).not.toBe('answer 1');
  });

  it('ask the store once for many requests at the same time, and the origin once', async () => {
    const one = runtime(async () => {
      await settled();
      return cacheable();
    });
    await Promise.all(Array.from({ length: 50 }, () => one.fetch('/slow')));
    expect(one.seen).toHaveLength(1);
    expect(store.reads).toBeLessThan(5);
  });
});

describe('a soft purge', () => {
  const reply = (request: { headers: readonly (readonly [string, string])[] }): Reply =>
    request.headers.some(([name]) => name.toLowerCase() === 'if-none-match')
      ? {
          status: 304,
          headers: [
            ['ETag', '"a"'],
            ['Cache-Control', 'max-age=60'],
          ],
          body: null,
        }
      : cacheable({
          headers: [
            ['ETag', '"a"'],
            ['Surrogate-Key', 'news'],
          ],
        });

  it('keeps what it marks, to be confirmed', async () => {
    const rig = new Rig(reply);
    await rig.fetch('/a');
    expect(await rig.cache.purge({ kind: 'tag', tag: 'news' }, { soft: true })).toBe(1);
    expect((await rig.fetch('/a')).cache).toBe('revalidated');
    expect((await rig.fetch('/a')).cache).toBe('hit');
    expect(rig.cache.stats()).toMatchObject({ purged: 1 });
  });

  it('lets what it marks stand in for an origin that cannot be reached', async () => {
    const rig = new Rig((_, number) => (number === 1 ? cacheable() : new Error('down')));
    await rig.fetch('/a');
    await rig.cache.purge({ kind: 'all' }, { soft: true });
    expect((await rig.fetch('/a')).cache).toBe('stale');
  });
});

describe('queries', () => {
  it.each([
    { sortQuery: true, ignoredQuery: [], other: '/a?y=2&x=1', same: true },
    { sortQuery: false, ignoredQuery: [], other: '/a?y=2&x=1', same: false },
    { sortQuery: false, ignoredQuery: ['utm_*', 'id'], other: '/a?utm_source=a&x=1&y=2&id=3', same: true },
    { sortQuery: false, ignoredQuery: ['utm_*', 'id'], other: '/a?x=1&y=2&ident=3', same: false },
    { sortQuery: true, ignoredQuery: [], other: '/a?x=2&x=1&y=2', same: false },
  ])(
    'of $other find /a?x=1&y=2 where sort is $sortQuery and $ignoredQuery does not matter: $same',
    async ({ other, same, ...queryRules }) => {
      const rig = new Rig(numbered(), { queryRules });
      await rig.fetch('/a?x=1&y=2');
      expect((await rig.fetch(other)).cache).toBe(same ? 'hit' : 'miss');
    },
  );
});
