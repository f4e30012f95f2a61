import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkedBody } from '../../../../runtime/src/http/wire/chunked-body.ts';

interface Followed {
  readonly data: string;
  readonly taken: number;
  readonly done: boolean;
  readonly problem: string | undefined;
}

/** Follows a text that comes in pieces of the given sizes, the last of them again and again. */
function follow(text: string, sizes: readonly number[]): Followed {
  const bytes = Buffer.from(text, 'latin1');
  const body = new ChunkedBody();
  let data = '';
  let at = 0;
  for (let piece = 0; at < bytes.length && !body.isDone && body.problem === undefined; piece += 1) {
    const end = Math.min(bytes.length, at + (sizes[Math.min(piece, sizes.length - 1)] ?? 1));
    const next = body.advance(bytes, at, end, (from, to) => {
      data += bytes.toString('latin1', from, to);
    });
    if (next < end && !body.isDone && body.problem === undefined) throw new Error('it stopped without a reason');
    at = next;
  }
  return { data, taken: at, done: body.isDone, problem: body.problem };
}

const cases: readonly (readonly [sentence: string, text: string, expected: Partial<Followed>])[] = [
  ['one chunk', '5\r\nhello\r\n0\r\n\r\n', { data: 'hello', done: true }],
  ['sizes in either case', 'a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n', { done: true }],
  ['zeros before a size', '0005\r\nhello\r\n000\r\n\r\n', { data: 'hello', done: true }],
  ['an extension', '5;a=b;c="d"\r\nhello\r\n0;x\r\n\r\n', { data: 'hello', done: true }],
  ['trailer fields', '0\r\nA: b\r\nC: d\r\n\r\n', { done: true }],
  ['what follows the body, which is left alone', '0\r\n\r\nGET /', { taken: 5, done: true }],
  ['a body that has not ended', '5\r\nhel', { data: 'hel', done: false, problem: undefined }],
  ['no size', '\r\nhello\r\n', { problem: 'size' }],
  ['a size with a sign', '+5\r\nhello\r\n', { problem: 'size' }],
  ['a size in 0x form', '0x5\r\nhello\r\n', { problem: 'size' }],
  ['a blank before a size', ' 5\r\nhello\r\n', { problem: 'size' }],
  ['a blank after a size', '5 \r\nhello\r\n', { problem: 'size' }],
  ['a size beyond what a number holds', `${'f'.repeat(16)}\r\n`, { problem: 'size' }],
  ['a bare LF after a size', '5\nhello\r\n', { problem: 'size' }],
  ['a bare LF in an extension', '5;a\nhello\r\n', { problem: 'extension' }],
  ['a bare CR in an extension', '5;a\rb\r\nhello\r\n', { problem: 'line-end' }],
  ['an extension without end', `5;${'a'.repeat(300)}`, { problem: 'extension' }],
  ['a bare LF after the data', '5\r\nhello\n0\r\n\r\n', { problem: 'line-end' }],
  ['more data than the size says', '4\r\nhello\r\n0\r\n\r\n', { problem: 'line-end' }],
  ['a bare LF at the end', '0\r\n\n', { problem: 'trailer' }],
  ['a folded trailer', '0\r\n A: b\r\n\r\n', { problem: 'trailer' }],
  ['a control byte in a trailer', '0\r\nA: \0\r\n\r\n', { problem: 'trailer' }],
  ['a trailer section without end', `0\r\n${'A: b\r\n'.repeat(2000)}`, { problem: 'too-large' }],
];

describe('a chunked body', () => {
  it.each(cases)('is followed: %s', (_, text, expected) => {
    expect(follow(text, [text.length])).toMatchObject(expected);
  });

  it.each(cases)('is followed byte by byte to the same end: %s', (_, text) => {
    expect(follow(text, [1])).toEqual(follow(text, [text.length]));
  });

  it('is followed to the same end whatever pieces it comes in', () => {
    const chunk = fc
      .string({ minLength: 1, maxLength: 40 })
      .map((text) => `${Buffer.byteLength(text, 'latin1').toString(16)}\r\n${text}\r\n`);
    fc.assert(
      fc.property(
        fc.array(chunk),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
        fc.nat(),
        (chunks, sizes, at) => {
          const text = `${chunks.join('')}0\r\n\r\n`;
          // One byte is made another one now and then: problems must not depend on the pieces either.
          const cut = at % (text.length * 2);
          const damaged = cut < text.length ? `${text.slice(0, cut)}\r${text.slice(cut + 1)}` : text;
          expect(follow(damaged, sizes)).toEqual(follow(damaged, [damaged.length]));
        },
      ),
    );
  });
});
