import { describe, expect, it } from 'vitest';
import { currentAgeMs, toStoredHead } from '../../../runtime/src/cache/freshness/age.ts';
import { directiveMs, parseDirectives } from '../../../runtime/src/cache/freshness/directives.ts';
import { parseHttpDate } from '../../../runtime/src/cache/freshness/http-date.ts';
import { freshnessLifetimeMs } from '../../../runtime/src/cache/freshness/lifetime.ts';
import { readResponse } from '../../../runtime/src/cache/freshness/message.ts';
import { findStorabilityObstacle } from '../../../runtime/src/cache/freshness/storability.ts';
import { date, fields, NOW_MS, request, response } from './messages.ts';

describe('a Cache-Control value', () => {
  it.each([
    ['is read in any case', 'Max-Age=5, PUBLIC', { 'max-age': '5', public: null }],
    ['may quote its values', 'max-age="5"', { 'max-age': '5' }],
    ['may have a comma in quotes', 'private="a, b", max-age=1', { private: 'a, b', 'max-age': '1' }],
    ['may escape in quotes', 'ext="a\\"b"', { ext: 'a"b' }],
    ['gives the first of a repeated directive', 'max-age=1, max-age=2', { 'max-age': '1' }],
    ['may have empty members', ', ,max-age=1,', { 'max-age': '1' }],
    ['may leave a quote open', 'a="b, max-age=1', { a: '"b, max-age=1' }],
    ['keeps what it does not know', 'x=1, y', { x: '1', y: null }],
    ['may be empty', '', {}],
  ])('%s', (_, text, expected) => {
    expect(Object.fromEntries(parseDirectives(text))).toEqual(expected);
  });

  it.each([
    ['max-age=3600', 3_600_000],
    ['max-age=0', 0],
    ['max-age=003', 3_000],
    ['max-age=99999999999', 2 ** 31 * 1000],
    ['max-age', 0],
    ['max-age=-1', 0],
    ['max-age=1.5', 0],
    ['max-age=1a', 0],
    ["max-age='5'", 0],
    ['public', undefined],
  ])('%s lasts %s ms', (text, expected) => {
    expect(directiveMs(parseDirectives(text), 'max-age')).toBe(expected);
  });
});

describe('an HTTP date', () => {
  it.each([
    ['in the current form', 'Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['in the form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['in the form of RFC 850, in the years to come', 'Sunday, 06-Nov-44 08:49:37 GMT', '2044-11-06T08:49:37Z'],
    ['in the form of asctime', 'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['on a leap day', 'Thu, 29 Feb 2024 00:00:00 GMT', '2024-02-29T00:00:00Z'],
  ])('%s is read', (_, text, expected) => {
    expect(parseHttpDate(text, NOW_MS)).toBe(Date.parse(expected));
  });

  it.each([
    '0',
    '-1',
    '',
    'Sun, 06 Nov 1994 08:49:37 CET',
    'Sun, 06 Nov 1994 24:49:37 GMT',
    'Thu, 30 Feb 2024 00:00:00 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    '1994-11-06T08:49:37Z',
  ])('%j is none', (text) => {
    expect(parseHttpDate(text, NOW_MS)).toBeUndefined();
  });
});

describe('the freshness lifetime', () => {
  it.each([
    ['is max-age', 'Cache-Control: max-age=60', 60],
    ['is s-maxage before max-age, in whatever order', 'Cache-Control: max-age=60, s-maxage=10', 10],
    ['is max-age before Expires', `Cache-Control: max-age=60\nDate: ${date(0)}\nExpires: ${date(3600)}`, 60],
    ['is Expires less Date', `Date: ${date(-10)}\nExpires: ${date(50)}`, 60],
    ['counts Expires from its arrival without a Date', `Expires: ${date(30)}`, 30],
    ['is 0 where Expires has passed', `Date: ${date(0)}\nExpires: ${date(-5)}`, 0],
    ['is 0 where Expires is no date', `Expires: 0\nLast-Modified: ${date(-1000)}`, 0],
    [
      'is 0 where max-age is no number, Last-Modified or not',
      `Cache-Control: max-age=x\nLast-Modified: ${date(-1000)}`,
      0,
    ],
    ['is a tenth of the time since the last modification', `Date: ${date(0)}\nLast-Modified: ${date(-1000)}`, 100],
    ['is by that rule at most a day', `Date: ${date(0)}\nLast-Modified: ${date(-10_000_000)}`, 86_400],
    ['is 0 where nothing says anything', 'ETag: "a"', 0],
    [
      'is that of CDN-Cache-Control before all',
      `CDN-Cache-Control: max-age=7\nCache-Control: max-age=60\nExpires: ${date(90)}`,
      7,
    ],
    ['is not that of a malformed CDN-Cache-Control', 'CDN-Cache-Control: max-age=7, &\nCache-Control: max-age=60', 60],
  ])('%s', (_, text, seconds) => {
    expect(freshnessLifetimeMs(response(text))).toBe(seconds * 1000);
  });

  it('is not guessed for a status that is not for guessing', () => {
    expect(freshnessLifetimeMs(response(`Last-Modified: ${date(-1000)}`, 302))).toBe(0);
  });
});

describe('the age', () => {
  it.each([
    ['starts at 0', `Date: ${date(0)}`, 0, 0],
    ['grows while the response rests here', `Date: ${date(0)}`, 30, 30],
    ['starts with what the Age field says', 'Age: 20', 5, 25],
    ['starts with the time since its Date', `Date: ${date(-40)}`, 5, 45],
    ['takes the larger of the two', `Date: ${date(-40)}\nAge: 50`, 0, 50],
    ['takes a Date in the future as now', `Date: ${date(40)}`, 1, 1],
    ['takes the first of several Age values', 'Age: 7, 9', 0, 7],
    ['ignores an Age that is no number', 'Age: x', 0, 0],
  ])('%s', (_, text, waitedSeconds, seconds) => {
    expect(currentAgeMs(response(text), NOW_MS + waitedSeconds * 1000)).toBe(seconds * 1000);
  });

  it('counts the time that the response was on its way', () => {
    const slow = toStoredHead(readResponse(200, fields('Age: 10'), NOW_MS - 3000, NOW_MS));
    expect(currentAgeMs(slow, NOW_MS)).toBe(13_000);
  });
});

describe('a response is stored', () => {
  const fresh = 'Cache-Control: max-age=60';
  it.each([
    ['where it is fresh', '', 200, fresh, undefined],
    ['not where the request says no-store', 'Cache-Control: no-store', 200, fresh, 'request-no-store'],
    ['not where it says no-store', '', 200, 'Cache-Control: no-store, max-age=60', 'no-store'],
    ['not where it is private', '', 200, 'Cache-Control: private, max-age=60', 'private'],
    ['not where some of its fields are private', '', 200, 'Cache-Control: private="x", max-age=60', 'private'],
    ['not where the request was authorised', 'Authorization: a', 200, fresh, 'authorization'],
    ['where the request was authorised and it is public', 'Authorization: a', 200, `${fresh}, public`, undefined],
    [
      'where the request was authorised and it has s-maxage',
      'Authorization: a',
      200,
      'Cache-Control: s-maxage=5',
      undefined,
    ],
    [
      'where the request was authorised and it is to be revalidated',
      'Authorization: a',
      200,
      `${fresh}, must-revalidate`,
      undefined,
    ],
    ['not where it sets a cookie', '', 200, `${fresh}\nSet-Cookie: a=b`, 'set-cookie'],
    ['where it sets a cookie and is public all the same', '', 200, `${fresh}, public\nSet-Cookie: a=b`, undefined],
    ['not where anything may vary it', '', 200, `${fresh}\nVary: Accept, *`, 'vary-any'],
    ['not where it is a part', '', 206, fresh, 'status'],
    ['not where it is a 304', '', 304, fresh, 'status'],
    ['where its status is unknown but its freshness is stated', '', 299, fresh, undefined],
    ['not where its status must be understood and is not', '', 299, `${fresh}, must-understand`, 'status'],
    [
      'where its status must be understood and is, whatever no-store says',
      '',
      200,
      `${fresh}, must-understand, no-store`,
      undefined,
    ],
    ['not where its status is not for guessing', '', 302, `ETag: "a"`, 'no-freshness'],
    ['where it can be asked about', '', 200, 'ETag: "a"', undefined],
    ['where it must always be asked about', '', 200, 'Cache-Control: no-cache\nETag: "a"', undefined],
    ['not where it could never be used again', '', 200, 'Cache-Control: max-age=0', 'no-use'],
    ['where it could stand in for an error', '', 200, 'Cache-Control: max-age=0, stale-if-error=9', undefined],
  ] as const)('%s', (_, asked, status, answered, expected) => {
    expect(findStorabilityObstacle(request(asked), response(answered, status))).toBe(expected);
  });

  it.each(['HEAD', 'POST'])('not where it answers %s', (method) => {
    expect(findStorabilityObstacle(request('', method), response('Cache-Control: max-age=60'))).toBe('method');
  });
});
