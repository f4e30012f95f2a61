import { describe, expect, it } from 'vitest';
import type { HeaderField } from '../../../runtime/src/http/exchange.ts';
import { FRESH, numbered, type Reply, Rig, settled } from './origin.ts';

describe('a stale response', () => {
  const validated: readonly HeaderField[] = [
    FRESH,
    ['ETag', '"v1"'],
    ['Last-Modified', 'Mon, 05 Jan 2026 10:00:00 GMT'],
  ];

  it('is asked about, confirmed, and fresh again with the new fields', async () => {
    const rig = new Rig((_, number) =>
      number === 1
        ? { headers: [...validated, ['X', 'old'], ['Y', 'kept']], body: 'text' }
        : { status: 304, headers: [...validated, ['X', 'new']], body: null },
    );
    await rig.fetch('/a');
    rig.wait(61);
    const second = await rig.fetch('/a', {
      headers: [
        ['If-None-Match', '"mine"'],
        ['Range', 'bytes=0-0'],
      ],
    });
    const asked = rig.seen[1]?.headers;
    expect(asked).toEqual([
      ['If-None-Match', '"v1"'],
      ['If-Modified-Since', 'Mon, 05 Jan 2026 10:00:00 GMT'],
    ]);
    expect([second.cache, second.status, second.body]).toEqual(['revalidated', 206, 't']);
    const third = await rig.fetch('/a');
    expect([third.cache, third.body, third.field('x'), third.field('y'), third.field('age')]).toEqual([
      'hit',
      'text',
      'new',
      'kept',
      '0',
    ]);
  });

  it('is replaced by what has changed', async () => {
    const rig = new Rig(numbered(validated));
    await rig.fetch('/a');
    rig.wait(61);
    expect((await rig.fetch('/a')).body).toBe('answer 2');
    expect((await rig.fetch('/a')).body).toBe('answer 2');
    expect(rig.seen).toHaveLength(2);
  });

  it('is forgotten when the 304 speaks of another one', async () => {
    const rig = new Rig((_, number) =>
      number === 2
        ? { status: 304, headers: [['ETag', '"v9"']], body: null }
        : { headers: validated, body: `answer ${number}` },
    );
    await rig.fetch('/a');
    rig.wait(61);
    expect((await rig.fetch('/a')).body).toBe('answer 3');
    expect(rig.seen[2]?.headers).toEqual([]);
  });

  it('is forgotten when what replaces it may not be stored', async () => {
    const rig = new Rig((_, number) =>
      number === 2 ? { headers: [['Cache-Control', 'no-store']], body: 'secret' } : { headers: validated },
    );
    await rig.fetch('/a');
    rig.wait(61);
    await rig.fetch('/a');
    expect(rig.cache.stats().entries).toBe(0);
  });

  it('is served at once while one request renews it', async () => {
    const control: HeaderField = ['Cache-Control', 'max-age=60, stale-while-revalidate=30'];
    const rig = new Rig(numbered([control]));
    await rig.fetch('/a');
    rig.wait(61);
    const answers = await Promise.all([rig.fetch('/a'), rig.fetch('/a'), rig.fetch('/a')]);
    expect(answers.map(({ cache, body }) => [cache, body])).toEqual(Array(3).fill(['stale', 'answer 1']));
    await settled();
    expect(rig.seen).toHaveLength(2);
    expect(await rig.fetch('/a')).toMatchObject({ cache: 'hit', body: 'answer 2' });
    expect(rig.cache.stats()).toMatchObject({ misses: 1, stale: 3, hits: 1, hitRate: 0.8 });
  });

  it('stays when renewing it in the background fails', async () => {
    const control: HeaderField = ['Cache-Control', 'max-age=60, stale-while-revalidate=30'];
    const rig = new Rig((_, number) => (number === 1 ? { headers: [control] } : new Error('gone')));
    await rig.fetch('/a');
    rig.wait(61);
    await rig.fetch('/a');
    await settled();
    expect((await rig.fetch('/a')).cache).toBe('stale');
  });

  it.each<[string, string, Reply | Error, string]>([
    ['an error of the origin, where it allows that', 'max-age=60, stale-if-error=600', { status: 500 }, 'stale 200'],
    ['an error of the origin, not where nobody allows it', 'max-age=60', { status: 500 }, 'miss 500'],
    ['no answer', 'max-age=60', new Error('refused'), 'stale 200'],
    ['no answer by the balancer’s own word', 'max-age=60', { status: 503, backendId: null }, 'stale 200'],
    [
      'no answer, not where it must be revalidated',
      'max-age=60, must-revalidate',
      { status: 503, backendId: null },
      'miss 503',
    ],
    ['a 404, which is no error', 'max-age=60, stale-if-error=600', { status: 404 }, 'miss 404'],
  ])('stands in for %s', async (_, control, failure, expected) => {
    const rig = new Rig((_request, number) => (number === 1 ? { headers: [['Cache-Control', control]] } : failure));
    await rig.fetch('/a');
    rig.wait(61);
    const { cache, status } = await rig.fetch('/a');
    expect(`${cache} ${status}`).toBe(expected);
  });

  it('stays where only the balancer had something to say, as when its client left', async () => {
    const rig = new Rig((_, number) => (number === 1 ? { headers: validated } : { status: 499, backendId: null }));
    await rig.fetch('/a');
    rig.wait(61);
    await rig.fetch('/a');
    await rig.fetch('/a', { method: 'HEAD' });
    expect(rig.cache.stats().entries).toBe(1);
  });

  it('does not hide that nothing answers where it must be revalidated', async () => {
    const rig = new Rig((_, number) =>
      number === 1 ? { headers: [['Cache-Control', 'max-age=60, must-revalidate']] } : new Error('refused'),
    );
    await rig.fetch('/a');
    rig.wait(61);
    await expect(rig.fetch('/a')).rejects.toThrow('refused');
  });

  it('is brought up to date, or forgotten, by the answer to HEAD', async () => {
    const lengths = ['6', '6', '7'];
    const rig = new Rig((request, number) => ({
      headers: [...validated, ['Content-Length', lengths[number - 1] ?? '']],
      body: request.method === 'HEAD' ? null : 'stored',
    }));
    await rig.fetch('/a');
    rig.wait(61);
    await rig.fetch('/a', { method: 'HEAD' });
    expect(await rig.fetch('/a')).toMatchObject({ cache: 'hit', body: 'stored' });
    rig.wait(61);
    await rig.fetch('/a', { method: 'HEAD' });
    expect(rig.cache.stats().entries).toBe(0);
  });
});
