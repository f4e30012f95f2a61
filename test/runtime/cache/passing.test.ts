import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cacheable, numbered, type Reply, Rig, settled } from './origin.ts';

describe('what goes past the cache', () => {
  it.each<[string, Parameters<Rig['fetch']>[1]]>([
    ['another method', { method: 'OPTIONS' }],
    ['a body', { body: Readable.from(['x']) }],
    ['no-store', { headers: [['Cache-Control', 'no-store']] }],
    ['a condition for the origin', { headers: [['If-Match', '"a"']] }],
  ])('is a request with %s', async (_, options) => {
    const rig = new Rig(numbered());
    await rig.fetch('/a');
    expect((await rig.fetch('/a', options)).cache).toBe('bypass');
    expect(rig.cache.stats()).toMatchObject({ bypassed: 1, misses: 1, entries: 1 });
  });

  it.each<[string, Reply]>([
    ['a response that may not be stored', { headers: [['Cache-Control', 'no-store']] }],
    [
      'a body larger than an entry may be, by its length',
      cacheable({ headers: [['Content-Length', '200']], body: 'x'.repeat(200) }),
    ],
    ['a body larger than an entry may be, as it turns out', cacheable({ body: 'x'.repeat(200) })],
    ['a body shorter than its length', cacheable({ headers: [['Content-Length', '9']], body: 'short' })],
    ['a body longer than its length', cacheable({ headers: [['Content-Length', '2']], body: 'long' })],
  ])('is %s: it arrives whole and leaves nothing behind', async (_, reply) => {
    const rig = new Rig(() => ({ ...reply, body: Readable.from([Buffer.from(String(reply.body ?? 'body'))]) }), {
      maxEntryBytes: 100,
    });
    const first = await rig.fetch('/a');
    expect(first.body).toBe(reply.body ?? 'body');
    expect((await rig.fetch('/a')).cache).toBe('miss');
    expect(rig.cache.stats()).toMatchObject({ entries: 0, bytes: 0, misses: 2 });
  });

  it('is a body too large, with the very stream that the origin gave where its length is known', async () => {
    const body = Readable.from([Buffer.alloc(200)]);
    const rig = new Rig(() => cacheable({ headers: [['Content-Length', '200']], body }), { maxEntryBytes: 100 });
    expect((await rig.send('/a')).body).toBe(body);
  });

  it('is a body that breaks off', async () => {
    const rig = new Rig((_, number) => {
      const body = new PassThrough();
      body.write('half');
      if (number === 1) setImmediate(() => body.destroy(new Error('connection reset')));
      else body.end(' and half');
      return cacheable({ body });
    });
    await expect(rig.fetch('/a')).rejects.toThrow('connection reset');
    await settled();
    expect(rig.cache.stats().entries).toBe(0);
    expect((await rig.fetch('/a')).body).toBe('half and half');
  });

  it('is a body that its client did not wait for', async () => {
    const body = new PassThrough();
    const rig = new Rig(() => cacheable({ body }));
    const response = await rig.send('/a');
    body.write('half');
    (response.body as Readable).destroy();
    await settled();
    expect([rig.cache.stats().entries, body.destroyed]).toEqual([0, true]);
  });
});
