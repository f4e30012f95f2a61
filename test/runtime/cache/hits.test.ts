import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FRESH, numbered, type Received, Rig, readAll, START_MS } from './origin.ts';

describe('a response that was stored', () => {
  it('answers again without the origin', async () => {
    const rig = new Rig(numbered());
    const first = await rig.fetch('/a');
    const second = await rig.fetch('/a');
    expect([first.cache, first.backendId, first.body]).toEqual(['miss', 'b1', 'answer 1']);
    expect([second.cache, second.backendId, second.body]).toEqual(['hit', null, 'answer 1']);
    expect(rig.seen).toHaveLength(1);
  });

  it('says how old it is, how long it is, and where it came from', async () => {
    const rig = new Rig(numbered([FRESH, ['Age', '10'], ['Cache-Status', 'inner; hit']]));
    const first = await rig.send('/a');
    await readAll(first.body as Readable);
    expect(first.headers.filter(([name]) => name === 'Cache-Status')).toEqual([
      ['Cache-Status', 'inner; hit'],
      ['Cache-Status', 'tsk; fwd=uri-miss; stored'],
    ]);
    rig.wait(20);
    const second = await rig.send('/a');
    expect(second.headers).toEqual([
      FRESH,
      ['Cache-Status', 'inner; hit'],
      ['Date', new Date(START_MS).toUTCString()],
      ['Age', '30'],
      ['Cache-Status', 'tsk; hit; ttl=30'],
      ['Content-Length', '8'],
    ]);
  });

  it.each<[string, string, Parameters<Rig['fetch']>[1]]>([
    ['another path', '/b', {}],
    ['another query', '/a?x', {}],
    ['another host', '/a', { authority: 'other.test' }],
    ['another port', '/a', { authority: 'site.test:8080' }],
    ['another scheme', '/a', { scheme: 'https' }],
  ])('never answers for %s', async (_, target, options) => {
    const rig = new Rig(numbered());
    await rig.fetch('/a');
    expect((await rig.fetch(target, options)).cache).toBe('miss');
  });

  it('answers for its host in another case and with its own port written out', async () => {
    const rig = new Rig(numbered());
    await rig.fetch('/a');
    expect((await rig.fetch('/a', { authority: 'SITE.test:80' })).cache).toBe('hit');
  });

  it('answers HEAD without a body', async () => {
    const rig = new Rig(numbered());
    await rig.fetch('/a');
    const head = await rig.fetch('/a', { method: 'HEAD' });
    expect([head.cache, head.body, head.field('content-length')]).toEqual(['hit', null, '8']);
  });

  it('answers 304 to a client that has it', async () => {
    const rig = new Rig(numbered([FRESH, ['ETag', '"v1"'], ['Content-Type', 'text/plain']]));
    await rig.fetch('/a');
    const answer = await rig.fetch('/a', { headers: [['If-None-Match', '"v1"']] });
    expect([
      answer.status,
      answer.body,
      answer.field('etag'),
      answer.field('content-type'),
      answer.field('content-length'),
    ]).toEqual([304, null, '"v1"', undefined, undefined]);
  });

  it.each([
    ['bytes=2-4', 206, 'swe', 'bytes 2-4/8'],
    ['bytes=-1', 206, '1', 'bytes 7-7/8'],
    ['bytes=9-', 416, '', 'bytes */8'],
    ['bytes=0-0,2-2', 200, 'answer 1', undefined],
  ])('answers the range %s with %i', async (range, status, body, described) => {
    const rig = new Rig(numbered());
    await rig.fetch('/a');
    const answer = await rig.fetch('/a', { headers: [['Range', range]] });
    expect([answer.status, answer.body, answer.field('content-range')]).toEqual([status, body, described]);
    expect(answer.field('content-length')).toBe(String(body.length));
  });

  it('answers only requests that select it', async () => {
    const rig = new Rig((request) => ({
      headers: [FRESH, ['Vary', 'Accept-Language']],
      body: request.headers.map(([, value]) => value).join(),
    }));
    const ask = (language: string): Promise<Received> => rig.fetch('/a', { headers: [['accept-language', language]] });
    const answers = [await ask('de'), await ask('fr'), await ask('de'), await ask('fr')];
    expect(answers.map(({ cache, body }) => `${cache} ${body}`)).toEqual(['miss de', 'miss fr', 'hit de', 'hit fr']);
    expect(answers[1]?.field('cache-status')).toContain('fwd=vary-miss');
  });

  it('holds no more than sixteen variants of one address', async () => {
    const rig = new Rig(numbered([FRESH, ['Vary', 'X']]));
    for (let x = 0; x < 40; x += 1) await rig.fetch('/a', { headers: [['X', String(x)]] });
    expect((await rig.fetch('/a', { headers: [['X', '24']] })).cache).toBe('hit');
    expect((await rig.fetch('/a', { headers: [['X', '23']] })).cache).toBe('miss');
  });

  it('never carries the cookie of one client to another', async () => {
    const rig = new Rig(
      numbered([
        ['Cache-Control', 'public, max-age=60'],
        ['Set-Cookie', 'who=first'],
      ]),
    );
    expect((await rig.fetch('/a')).field('set-cookie')).toBe('who=first');
    const second = await rig.fetch('/a');
    expect([second.cache, second.field('set-cookie')]).toEqual(['hit', undefined]);
  });

  it('is answered by 504 where only the cache may answer and cannot', async () => {
    const rig = new Rig(numbered());
    const answer = await rig.fetch('/a', { headers: [['Cache-Control', 'only-if-cached']] });
    expect([answer.status, rig.seen.length]).toEqual([504, 0]);
  });
});
