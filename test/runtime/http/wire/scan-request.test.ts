import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeadProblem } from '../../../../runtime/src/http/wire/head-problem.ts';
import { MAX_HEAD_BYTES } from '../../../../runtime/src/http/wire/scan-request.ts';
import { scanText } from './support.ts';

const good: readonly (readonly [sentence: string, text: string, expected: object])[] = [
  ['a plain request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', { method: 'GET', target: '/', fields: [['Host', 'a']] }],
  ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', { minorVersion: 0, fields: [] }],
  ['one empty line before it', '\r\nGET / HTTP/1.1\r\n\r\n', { method: 'GET' }],
  [
    'blanks around a value, which are not part of it',
    'GET / HTTP/1.1\r\nA: \t b c \t\r\n\r\n',
    { fields: [['A', 'b c']] },
  ],
  ['an empty value', 'GET / HTTP/1.1\r\nA:\r\n\r\n', { fields: [['A', '']] }],
  ['bytes beyond ASCII in a value', 'GET / HTTP/1.1\r\nA: \xe9\xff\r\n\r\n', { fields: [['A', '\xe9\xff']] }],
  ['a method of its own', 'M-SEARCH * HTTP/1.1\r\n\r\n', { method: 'M-SEARCH', target: '*' }],
  ['a target in absolute form', 'GET http://a/b?c HTTP/1.1\r\n\r\n', { target: 'http://a/b?c' }],
];

const bad: readonly (readonly [sentence: string, text: string, problem: number])[] = [
  ['a bare LF at the end of the request line', 'GET / HTTP/1.1\nHost: a\r\n\r\n', HeadProblem.BareLineFeed],
  ['a bare LF at the end of a field', 'GET / HTTP/1.1\r\nA: b\nHost: a\r\n\r\n', HeadProblem.BareLineFeed],
  ['a bare LF for the empty line', 'GET / HTTP/1.1\r\nA: b\r\n\n', HeadProblem.BareLineFeed],
  ['a bare CR in a value', 'GET / HTTP/1.1\r\nA: b\rc\r\n\r\n', HeadProblem.FieldValue],
  ['a NUL in a value', 'GET / HTTP/1.1\r\nA: b\0c\r\n\r\n', HeadProblem.FieldValue],
  ['a DEL in a value', 'GET / HTTP/1.1\r\nA: b\x7f\r\n\r\n', HeadProblem.FieldValue],
  ['a blank before the colon', 'GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\n', HeadProblem.NoColon],
  ['a line without a colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n', HeadProblem.NoColon],
  ['a name that is empty', 'GET / HTTP/1.1\r\n: a\r\n\r\n', HeadProblem.FieldName],
  ['a name with a bracket', 'GET / HTTP/1.1\r\nA(b): a\r\n\r\n', HeadProblem.FieldName],
  ['a name beyond ASCII', 'GET / HTTP/1.1\r\n\xe9: a\r\n\r\n', HeadProblem.FieldName],
  ['a folded line', 'GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n', HeadProblem.Folded],
  ['a first field line that starts with a blank', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n', HeadProblem.Folded],
  ['two blanks in the request line', 'GET  / HTTP/1.1\r\n\r\n', HeadProblem.Target],
  ['a tab in the request line', 'GET\t/ HTTP/1.1\r\n\r\n', HeadProblem.Method],
  ['no version', 'GET /\r\n\r\n', HeadProblem.Version],
  ['a blank in the target', 'GET /a b HTTP/1.1\r\n\r\n', HeadProblem.Version],
  ['a fragment in the target', 'GET /a#b HTTP/1.1\r\n\r\n', HeadProblem.Target],
  ['a target beyond ASCII', 'GET /\xe9 HTTP/1.1\r\n\r\n', HeadProblem.Target],
  ['lower case http', 'GET / http/1.1\r\n\r\n', HeadProblem.Version],
  ['a blank after the version', 'GET / HTTP/1.1 \r\n\r\n', HeadProblem.Version],
  ['a version of three numbers', 'GET / HTTP/1.10\r\n\r\n', HeadProblem.Version],
  ['HTTP/2.0 in this form', 'GET / HTTP/2.0\r\n\r\n', HeadProblem.UnsupportedVersion],
  ['HTTP/1.2', 'GET / HTTP/1.2\r\n\r\n', HeadProblem.UnsupportedVersion],
  ['two empty lines before it', '\r\n\r\nGET / HTTP/1.1\r\n\r\n', HeadProblem.Method],
  ['no method', ' / HTTP/1.1\r\n\r\n', HeadProblem.Method],
  ['the first bytes of TLS', '\x16\x03\x01\x02\0\x01', HeadProblem.Method],
  ['more than a hundred fields', `GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(101)}\r\n`, HeadProblem.TooManyFields],
  ['a head that does not end', `GET / HTTP/1.1\r\nA: ${'b'.repeat(MAX_HEAD_BYTES)}`, HeadProblem.TooLarge],
  ['a target that does not end', `GET /${'b'.repeat(MAX_HEAD_BYTES)}`, HeadProblem.TooLarge],
];

describe('a request head', () => {
  it.each(good)('is read: %s', (_, text, expected) => {
    expect(scanText(text)).toMatchObject({ kind: 'head', length: text.length, ...expected });
  });

  it.each(bad)('is refused: %s', (_, text, problem) => {
    expect(scanText(text)).toEqual({ kind: 'problem', problem });
  });

  it.each([...good, ...bad])('is judged the same wherever its bytes are cut: %s', (_, text) => {
    const whole = scanText(text);
    // What is told of a part is either nothing yet or what is told of the whole.
    const parts = Array.from({ length: Math.min(text.length, 400) }, (__, end) => scanText(text, end));
    for (const part of parts) if (part.kind !== 'incomplete') expect(part).toEqual(whole);
  });

  it('is judged the same wherever its bytes are cut, whatever they are', () => {
    const piece = fc.constantFrom(
      'GET',
      ' ',
      '/',
      'HTTP/1.1',
      '\r\n',
      '\r',
      '\n',
      'Host',
      ':',
      'a',
      '\t',
      '\0',
      '\x7f',
      '\xff',
      '1',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(120), (pieces, cut) => {
        const text = pieces.join('');
        const part = scanText(text, Math.min(cut, text.length));
        if (part.kind !== 'incomplete') expect(scanText(text)).toEqual(part);
      }),
      { numRuns: 3000 },
    );
  });
});
