import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { HeaderField } from '../../../runtime/src/http/exchange.ts';
import { cacheable, numbered, type Received, type Reply, Rig, settled } from './origin.ts';

describe('concurrent requests for one address', () => {
  /** Sends ten requests before the origin answers, then lets it answer. */
  async function tenAtOnce(reply: Reply, options = {}): Promise<{ rig: Rig; answers: Received[] }> {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const rig = new Rig(async () => {
      await gate;
      return { ...reply, body: Readable.from([Buffer.from('body')]) };
    }, options);
    const asked = Array.from({ length: 10 }, () => rig.fetch('/a'));
    await settled();
    release();
    return { rig, answers: await Promise.all(asked) };
  }

  it('become one request to the origin', async () => {
    const { rig, answers } = await tenAtOnce(cacheable());
    expect(rig.seen).toHaveLength(1);
    expect(answers.map(({ body }) => body)).toEqual(Array(10).fill('body'));
    expect(answers[9]?.field('cache-status')).toBe('tsk; fwd=uri-miss; collapsed');
    expect(rig.cache.stats()).toMatchObject({ misses: 1, hits: 9, collapsed: 9, hitRate: 0.9 });
  });

  it('become one question about a stale response', async () => {
    const rig = new Rig(numbered());
    await rig.fetch('/a');
    rig.wait(61);
    await Promise.all([rig.fetch('/a'), rig.fetch('/a'), rig.fetch('/a')]);
    expect(rig.seen).toHaveLength(2);
  });

  it('go each its own way once the answer turns out not to be storable, and the next time at once', async () => {
    const { rig } = await tenAtOnce({ headers: [['Cache-Control', 'no-store']] });
    expect(rig.seen).toHaveLength(10);
    const never = new Rig(() => new Promise(() => undefined));
    void never.fetch('/a');
    void never.fetch('/a');
    await settled();
    expect(never.seen).toHaveLength(1);
    let holds = 0;
    const remembered = new Rig((_, number) => {
      if (number === 1) return { headers: [['Cache-Control', 'private']] };
      holds += 1;
      return new Promise(() => undefined);
    });
    await remembered.fetch('/a');
    for (let count = 0; count < 5; count += 1) void remembered.fetch('/a');
    await settled();
    expect(holds).toBe(5);
  });

  it('wait for each other no longer than they may', async () => {
    const rig = new Rig((_, number) => (number === 1 ? new Promise(() => undefined) : cacheable()), {
      collapseWaitMs: 20,
    });
    void rig.fetch('/a');
    expect(await rig.fetch('/a')).toMatchObject({ cache: 'miss', body: 'body' });
  });

  it('are not let down by the one that asked and left', async () => {
    const leaving = new AbortController();
    const rig = new Rig((request, number) =>
      number === 1
        ? new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('client left'))))
        : cacheable(),
    );
    const first = rig.fetch('/a', { signal: leaving.signal });
    const others = [rig.fetch('/a'), rig.fetch('/a'), rig.fetch('/a')];
    await settled();
    leaving.abort();
    await expect(first).rejects.toThrow('client left');
    expect((await Promise.all(others)).map(({ body }) => body)).toEqual(['body', 'body', 'body']);
    expect(rig.seen).toHaveLength(2);
  });

  it.each<[string, HeaderField]>([
    ['a range', ['Range', 'bytes=0-1']],
    ['a condition', ['If-None-Match', '"a"']],
    ['credentials', ['Authorization', 'Basic eDp5']],
    ['no-cache', ['Cache-Control', 'no-cache']],
  ])('do not wait where they have %s', async (_, field) => {
    const rig = new Rig(() => new Promise(() => undefined));
    for (let count = 0; count < 3; count += 1) void rig.fetch('/a', { headers: [field] });
    await settled();
    expect(rig.seen).toHaveLength(3);
  });

  it.each(['max-age=60, no-cache', 'max-age=0'])(
    'do not wait for each other with %s: each must ask anyway',
    async (control) => {
      const headers: readonly HeaderField[] = [
        ['Cache-Control', control],
        ['ETag', '"a"'],
      ];
      const rig = new Rig((_, number) => (number === 1 ? { headers } : new Promise(() => undefined)));
      await rig.fetch('/a');
      for (let count = 0; count < 3; count += 1) void rig.fetch('/a');
      await settled();
      expect(rig.seen).toHaveLength(4);
    },
  );
});
