import { describe, expect, it } from 'vitest';
import { readPurge } from '../../../runtime/src/cache/purge-request.ts';

describe('a purge that an operator asks for', () => {
  it.each<[string, unknown]>([
    ['url=http://shop.example/a?b=1', { kind: 'address', scheme: 'http', authority: 'shop.example', target: '/a?b=1' }],
    [
      'prefix=https://shop.example:8443/img/',
      { kind: 'prefix', scheme: 'https', authority: 'shop.example:8443', target: '/img/' },
    ],
    ['tag=news', { kind: 'tag', tag: 'news' }],
    ['all', { kind: 'all' }],
  ])('%s is read', (query, purge) => {
    const params = new URLSearchParams(query);
    expect(readPurge(params)).toEqual({ ok: true, soft: false, purge });
    params.set('soft', '');
    expect(readPurge(params)).toEqual({ ok: true, soft: true, purge });
  });

  it.each(['', 'soft', 'url=/a', 'url=ftp://a/b', 'tag=', 'tag=a&all'])('%s is refused, with the way out', (query) => {
    expect(readPurge(new URLSearchParams(query))).toMatchObject({ ok: false, error: expect.stringContaining('?') });
  });
});
