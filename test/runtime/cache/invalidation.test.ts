import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cacheable, type Reply, Rig, settled } from './origin.ts';

describe('what is stored is forgotten', () => {
  it.each<[string, string, Reply, string]>([
    ['after an unsafe request to its address', '/a', {}, 'miss hit'],
    ['where Location names it', '/b', { status: 201, headers: [['Location', '/a']] }, 'miss miss'],
    ['where Content-Location names it, relatively', '/b', { headers: [['Content-Location', 'a']] }, 'miss miss'],
    [
      'not where Location names it at another origin',
      '/b',
      { status: 201, headers: [['Location', 'http://other.test/a']] },
      'hit miss',
    ],
    ['not after an unsafe request that failed', '/a', { status: 500 }, 'hit hit'],
  ])('%s', async (_, target, reply, expected) => {
    const rig = new Rig((request) => (request.method === 'GET' ? cacheable() : reply));
    await rig.fetch('/a');
    await rig.fetch('/b');
    await rig.fetch(target, { method: 'POST' });
    expect(`${(await rig.fetch('/a')).cache} ${(await rig.fetch('/b')).cache}`).toBe(expected);
  });

  it.each<[string, (rig: Rig) => unknown]>([
    ['an unsafe request came', (rig) => rig.fetch('/a', { method: 'DELETE' })],
    ['it was purged', (rig) => rig.cache.purge({ kind: 'all' })],
  ])('even where it was on its way when %s', async (_, invalidate) => {
    const body = new PassThrough();
    const rig = new Rig((request) => (request.method === 'GET' ? cacheable({ body }) : {}));
    const reading = rig.fetch('/a');
    await settled();
    await invalidate(rig);
    body.end('before');
    expect((await reading).body).toBe('before');
    expect(rig.cache.stats().entries).toBe(0);
  });

  it.each<[string, Parameters<Rig['cache']['purge']>[0], number]>([
    ['all of it', { kind: 'all' }, 4],
    ['by address', { kind: 'address', scheme: 'http', authority: 'site.test', target: '/a/1' }, 1],
    ['by prefix', { kind: 'prefix', scheme: 'http', authority: 'site.test', target: '/a/' }, 2],
    ['by tag', { kind: 'tag', tag: 'even' }, 2],
    ['by an unknown tag', { kind: 'tag', tag: 'eve' }, 0],
  ])('on demand: %s', async (_, purge, removed) => {
    const rig = new Rig(({ target }) =>
      cacheable({ headers: [['Surrogate-Key', target.endsWith('2') ? 'all even' : 'all odd']] }),
    );
    for (const target of ['/a/1', '/a/2', '/b/1', '/b/2']) await rig.fetch(target);
    expect(await rig.cache.purge(purge)).toBe(removed);
    expect(rig.cache.stats().entries).toBe(4 - removed);
  });
});
