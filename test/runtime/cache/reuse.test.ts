import { describe, expect, it } from 'vitest';
import { indexFields, splitList, storableFields } from '../../../runtime/src/cache/freshness/fields.ts';
import { isNotModified } from '../../../runtime/src/cache/freshness/preconditions.ts';
import { decideRange } from '../../../runtime/src/cache/freshness/range.ts';
import { decideReuse, maySatisfyError } from '../../../runtime/src/cache/freshness/reuse.ts';
import { confirms, mergeFields } from '../../../runtime/src/cache/freshness/validation.ts';
import { selectionKey, varyNames } from '../../../runtime/src/cache/freshness/vary.ts';
import { date, fields, NOW_MS, request, response } from './messages.ts';

describe('a stored response', () => {
  const served = { kind: 'serve', stale: false };
  const servedStale = { kind: 'serve', stale: true };
  const stale = { kind: 'revalidate', because: 'stale' };
  const asked = { kind: 'revalidate', because: 'request' };
  it.each([
    ['is served while it is fresh', 'max-age=60', 59, '', served],
    ['is asked about from the second on that it is stale', 'max-age=60', 60, '', stale],
    ['is always asked about with no-cache', 'max-age=60, no-cache', 0, '', stale],
    ['is asked about for a client that says no-cache', 'max-age=60', 1, 'Cache-Control: no-cache', asked],
    ['is asked about for a client that says so the old way', 'max-age=60', 1, 'Pragma: no-cache', asked],
    [
      'is served where Cache-Control overrules Pragma',
      'max-age=60',
      1,
      'Cache-Control: max-age=9\nPragma: no-cache',
      served,
    ],
    ['is asked about where it is older than the client takes', 'max-age=60', 10, 'Cache-Control: max-age=9', asked],
    ['is asked about for max-age=0, however young', 'max-age=60', 0, 'Cache-Control: max-age=0', asked],
    [
      'is asked about where it will not stay fresh as long as the client wants',
      'max-age=60',
      10,
      'Cache-Control: min-fresh=51',
      asked,
    ],
    ['is served where it will', 'max-age=60', 10, 'Cache-Control: min-fresh=50', served],
    ['is served stale to a client that takes any', 'max-age=60', 1000, 'Cache-Control: max-stale', servedStale],
    ['is served stale as far as the client takes it', 'max-age=60', 70, 'Cache-Control: max-stale=10', servedStale],
    ['is not served staler than the client takes it', 'max-age=60', 71, 'Cache-Control: max-stale=10', stale],
    ['is not served stale where it forbids that', 'max-age=60, must-revalidate', 61, 'Cache-Control: max-stale', stale],
    ['is not served stale where s-maxage forbids that', 's-maxage=60', 61, 'Cache-Control: max-stale', stale],
    [
      'is served while it is renewed',
      'max-age=60, stale-while-revalidate=30',
      89,
      '',
      { kind: 'serve-and-revalidate' },
    ],
    [
      'is not served while it is renewed for longer than it allows',
      'max-age=60, stale-while-revalidate=30',
      90,
      '',
      stale,
    ],
    [
      'is renewed first for a client that wants it young',
      'max-age=60, stale-while-revalidate=30',
      61,
      'Cache-Control: max-age=100',
      stale,
    ],
    [
      'is renewed first for a client that wants it fresh',
      'max-age=60, stale-while-revalidate=30',
      61,
      'Cache-Control: min-fresh=1',
      stale,
    ],
    ['is renewed first where it must be', 'max-age=60, stale-while-revalidate=30, must-revalidate', 61, '', stale],
  ])('%s', (_, control, ageSeconds, wanted, expected) => {
    const stored = response(`Cache-Control: ${control}`);
    expect(decideReuse(request(wanted), stored, NOW_MS + ageSeconds * 1000)).toEqual(expected);
  });

  it.each([
    ['stands in for an error as long as it allows', 'max-age=60, stale-if-error=30', 90, '', 'answered', true],
    ['stands in no longer', 'max-age=60, stale-if-error=30', 91, '', 'answered', false],
    ['stands in where the client allows it', 'max-age=60', 70, 'Cache-Control: stale-if-error=10', 'answered', true],
    ['stands in for no answer where nobody allows it', 'max-age=60', 61, '', 'answered', false],
    ['stands in for silence for a while', 'max-age=60', 100, '', 'unreachable', true],
    ['stands in for silence not for ever', 'max-age=60', 161, '', 'unreachable', false],
    [
      'never stands in where it must be revalidated',
      'max-age=60, stale-if-error=30, must-revalidate',
      61,
      '',
      'unreachable',
      false,
    ],
    [
      'never stands in for a client that wants it confirmed',
      'max-age=60, stale-if-error=30',
      61,
      'Cache-Control: no-cache',
      'answered',
      false,
    ],
  ] as const)('%s', (_, control, ageSeconds, wanted, error, expected) => {
    const stored = response(`Cache-Control: ${control}`);
    expect(maySatisfyError(request(wanted), stored, error, NOW_MS + ageSeconds * 1000, 100_000)).toBe(expected);
  });

  it.each([
    ['has the client already, by its tag', 'ETag: "a"', 'If-None-Match: "b", "a"', true],
    ['has it by a weak tag, too', 'ETag: "a"', 'If-None-Match: W/"a"', true],
    ['has it whatever it is', 'ETag: "a"', 'If-None-Match: *', true],
    ['has it not under another tag', 'ETag: "a"', 'If-None-Match: "b"', false],
    [
      'has it not by a date where the tag says no',
      `ETag: "a"\nLast-Modified: ${date(-9)}`,
      `If-None-Match: "b"\nIf-Modified-Since: ${date(0)}`,
      false,
    ],
    [
      'has it by the date of its last modification',
      `Last-Modified: ${date(-9)}`,
      `If-Modified-Since: ${date(-9)}`,
      true,
    ],
    ['has it not where it was modified since', `Last-Modified: ${date(-9)}`, `If-Modified-Since: ${date(-10)}`, false],
    ['has it by its Date where it has no other', `Date: ${date(-9)}`, `If-Modified-Since: ${date(-9)}`, true],
    ['has it not by something that is no date', `Last-Modified: ${date(-9)}`, 'If-Modified-Since: yesterday', false],
  ])('%s', (_, stored, wanted, expected) => {
    expect(isNotModified(request(wanted), response(stored))).toBe(expected);
  });
});

describe('a range of 10 stored bytes', () => {
  const full = { kind: 'full' };
  it.each([
    ['bytes=0-3', '', { kind: 'part', start: 0, end: 4 }],
    ['bytes=4-', '', { kind: 'part', start: 4, end: 10 }],
    ['bytes=-3', '', { kind: 'part', start: 7, end: 10 }],
    ['bytes=-30', '', { kind: 'part', start: 0, end: 10 }],
    ['bytes=8-99', '', { kind: 'part', start: 8, end: 10 }],
    ['bytes=10-', '', { kind: 'unsatisfiable' }],
    ['bytes=-0', '', { kind: 'unsatisfiable' }],
    ['bytes=3-2', '', full],
    ['bytes=-', '', full],
    ['bytes=0-1,4-5', '', full],
    ['lines=0-1', '', full],
    ['bytes=0-1', 'If-Range: "a"', { kind: 'part', start: 0, end: 2 }],
    ['bytes=0-1', 'If-Range: "b"', full],
    ['bytes=0-1', 'If-Range: W/"a"', full],
    ['bytes=0-1', `If-Range: ${date(-9)}`, { kind: 'part', start: 0, end: 2 }],
    ['bytes=0-1', `If-Range: ${date(-8)}`, full],
  ])('%s %s', (range, condition, expected) => {
    const stored = response(`ETag: "a"\nLast-Modified: ${date(-9)}`);
    expect(decideRange(request(`Range: ${range}\n${condition}`), stored, 10)).toEqual(expected);
  });
});

describe('fields', () => {
  it('are joined line by line, whatever their case', () => {
    expect(
      indexFields([
        ['A', '1'],
        ['b', '2'],
        ['a', '3'],
      ]),
    ).toEqual(
      new Map([
        ['a', '1, 3'],
        ['b', '2'],
      ]),
    );
  });

  it('are split at commas that are not quoted', () => {
    expect(splitList('a, "b, \\", c" ,,d')).toEqual(['a', '"b, \\", c"', 'd']);
  });

  it('are stored without those of the connection', () => {
    const kept = storableFields(fields('Connection: x, close\nX: 1\nKeep-Alive: 5\nTransfer-Encoding: chunked\nY: 2'));
    expect(kept).toEqual([['Y', '2']]);
  });

  it('of a 304 replace the stored ones, but not those of the body', () => {
    const stored = fields('Content-Type: a\nX: 1\nX: 2\nAge: 9\nETag: "a"\nY: 1');
    const newer = fields('Content-Type: b\nX: 3\nETag: W/"a"\nContent-Length: 0');
    expect(mergeFields(stored, newer)).toEqual(fields('Content-Type: a\nETag: "a"\nY: 1\nX: 3'));
  });

  it.each([
    ['the same tag', 'ETag: "a"', true],
    ['the same tag, weakly', 'ETag: W/"a"', true],
    ['another tag', 'ETag: "b"', false],
    ['the same date', `Last-Modified: ${date(-9)}`, true],
    ['another date', `Last-Modified: ${date(-8)}`, false],
    ['nothing', '', true],
  ])('of a 304 with %s say whether it speaks of the stored response', (_, text, expected) => {
    expect(confirms(response(text, 304), response(`ETag: "a"\nLast-Modified: ${date(-9)}`))).toBe(expected);
  });
});

describe('Vary', () => {
  it.each([
    ['', []],
    ['Vary: Accept, accept-language', ['accept', 'accept-language']],
    ['Vary: b\nVary: A, b', ['a', 'b']],
    ['Vary: a, *', 'any'],
  ])('%j names %j', (text, expected) => {
    expect(varyNames(indexFields(fields(text)))).toEqual(expected);
  });

  it.each([
    ['the same value', 'X: 1', 'x: 1', true],
    ['another value', 'X: 1', 'X: 2', false],
    ['a value in another case', 'X: a', 'X: A', false],
    ['a language in another case', 'Accept-Language: de', 'Accept-Language: DE', true],
    ['blanks around commas', 'X: 1,2', 'X: 1 , 2', true],
    ['the same list on two lines', 'X: 1, 2', 'X: 1\nX: 2', true],
    ['no value and an empty one', '', 'X:', false],
    ['no value twice', '', '', true],
  ])('selects by %s', (_, one, other, same) => {
    const select = (text: string): string => selectionKey(['accept-language', 'x'], indexFields(fields(text)));
    expect(select(one) === select(other)).toBe(same);
  });
});
