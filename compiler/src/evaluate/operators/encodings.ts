import { sha256 } from '../../sha256.ts';
import { decodePercent, decodeUtf8, encodeUtf8, toHex } from './bytes.ts';
import { defineFunction, defineOperator } from './define.ts';
import { refuseText } from './limits.ts';
import type { Outcome, PureOperator, RunnableFunction } from './operator.ts';
import { text } from './parameters.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648, section 4. */
function toBase64(value: string): string {
  const bytes = encodeUtf8(value);
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const four = [18, 12, 6, 0].map((shift) => digits.charAt((bits >> shift) & 63)).join('');
    encoded += b === undefined ? `${four.slice(0, 2)}==` : c === undefined ? `${four.slice(0, 3)}=` : four;
  }
  return encoded;
}

function fromBase64(value: string): string | undefined {
  const body = value.replace(/={0,2}$/, '');
  if (body.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(body)) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < body.length; i += 4) {
    const four = body.slice(i, i + 4);
    const bits = Array.from(four.padEnd(4, 'A')).reduce((sum, digit) => (sum << 6) | digits.indexOf(digit), 0);
    bytes.push(...[16, 8, 0].slice(0, four.length - 1).map((shift) => (bits >> shift) & 255));
  }
  return decodeUtf8(bytes);
}

function fromHex(value: string): string | undefined {
  if (value.length % 2 === 1 || !/^[0-9A-Fa-f]*$/.test(value)) return undefined;
  return decodePercent(value.replace(/../g, '%$&'));
}

function ofText(
  name: string,
  summary: string,
  example: readonly [source: string, gives: string],
  run: (text: string) => Outcome,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [text('text', 'The text.')],
    result: 'a text',
    examples: { [example[0]]: example[1] },
    run: ([value]) => refuseText(value.length) ?? run(value),
  });
}

interface Encoding {
  readonly name: string;
  readonly title: string;
  readonly example: readonly [plain: string, encoded: string];
  readonly encode: (text: string) => string;
  readonly decode: (text: string) => string | undefined;
}

/** An operator that encodes a text's UTF-8 bytes, and decodes them. */
function encodingOperator({ name, title, example: [plain, encoded], encode, decode }: Encoding): PureOperator {
  return defineOperator({
    name,
    summary: `Texts in ${title}, of which the bytes are those of UTF-8.`,
    functions: [
      ofText('encode', `The text in ${title}.`, [`@${name}.encode("${plain}")`, encoded], encode),
      ofText(
        'decode',
        `The text that is given in ${title}.`,
        [`@${name}.decode("${encoded}")`, plain],
        (value) => decode(value) ?? { kind: 'problem', problem: `needs ${title} of UTF-8 text` },
      ),
    ],
  });
}

/** Encodings and digests. A digest of a password is no secret: it can be guessed; leave passwords to `@env`. */
export const encodings: readonly PureOperator[] = [
  encodingOperator({
    name: 'base64',
    title: 'Base64',
    example: ['shop', 'c2hvcA=='],
    encode: toBase64,
    decode: fromBase64,
  }),
  encodingOperator({
    name: 'hex',
    title: 'hexadecimal digits',
    example: ['shop', '73686f70'],
    encode: (value) => encodeUtf8(value).map(toHex).join(''),
    decode: fromHex,
  }),
  encodingOperator({
    name: 'url',
    title: 'percent encoding',
    example: ['a b&c', 'a%20b%26c'],
    encode: (value) => encodeURIComponent(value.toWellFormed()),
    decode: decodePercent,
  }),
  defineOperator({
    name: 'hash',
    summary: 'Digests of texts.',
    documentation:
      'The same text always gives the same digest, so that it can name a version. It does not hide a password, which can be guessed and compared.',
    functions: [
      ofText(
        'sha256',
        'The SHA-256 of the text’s UTF-8 bytes in hexadecimal digits.',
        ['@hash.sha256("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
        sha256,
      ),
    ],
  }),
];
