import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cacheable, numbered, Rig } from './origin.ts';

describe('the bounds of the cache', () => {
  it('hold, whatever is asked for', async () => {
    const rig = new Rig(({ target }) => cacheable({ body: 'x'.repeat(Number(target.slice(1)) * 37) }), {
      maxBytes: 20_000,
      maxEntryBytes: 9_000,
    });
    for (let turn = 0; turn < 300; turn += 1) {
      await rig.fetch(`/${(turn * 7) % 250}`);
      expect(rig.cache.stats().bytes).toBeLessThanOrEqual(20_000);
    }
    expect(rig.cache.stats().evictions).toBeGreaterThan(100);
  });

  it.each([
    ['in a stream', (piece: Buffer) => Readable.from([piece], { objectMode: false })],
    ['whole', (piece: Buffer) => piece],
  ])('count a body that came %s as its own size, and keep no larger buffer alive for it', async (_, wrap) => {
    const rig = new Rig(() => cacheable({ body: wrap(Buffer.alloc(65_536).subarray(0, 10)) }));
    await rig.fetch('/a');
    const { body } = await rig.send('/a');
    expect(Buffer.isBuffer(body) && [body.length, body.buffer.byteLength]).toEqual([10, 10]);
  });

  it('let a large body of unknown length through the cache and back, block by block', async () => {
    const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    const rig = new Rig(
      () => cacheable({ body: Readable.from([content.subarray(0, 77_777), content.subarray(77_777)]) }),
      { maxEntryBytes: 300_000 },
    );
    await rig.fetch('/a');
    const again = await rig.fetch('/a');
    expect([again.cache, again.body === content.toString('latin1')]).toEqual(['hit', true]);
    const part = await rig.fetch('/a', { headers: [['Range', 'bytes=65530-65541']] });
    expect(part.body).toBe(content.subarray(65_530, 65_542).toString('latin1'));
  });

  it('are not needed for the hit rate, which is 0 before the first request', () => {
    expect(new Rig(numbered()).cache.stats()).toMatchObject({
      hits: 0,
      misses: 0,
      stale: 0,
      revalidated: 0,
      bypassed: 0,
      collapsed: 0,
      evictions: 0,
      bytes: 0,
      entries: 0,
      hitRate: 0,
    });
  });
});
