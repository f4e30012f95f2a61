import { deserialize, serialize } from 'node:v8';

/** First byte of a stored value: bytes as they are, or a structured clone. */
const RAW = 0;
const CLONE = 1;

/**
 * Makes a value into bytes: buffers as they are, everything else as a structured clone, which keeps dates, maps, sets and big integers, so that a
 * value is the same from every tier. Throws a `TypeError` for what cannot be cloned, such as a function.
 */
export function encodeValue(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from([RAW]), value]);
  try {
    return Buffer.concat([Buffer.from([CLONE]), serialize(value)]);
  } catch (error) {
    throw new TypeError('A value in a cache is data: this one has something in it that cannot be copied.', {
      cause: error,
    });
  }
}

/** The value of such bytes; undefined where they are of another format. */
export function decodeValue(bytes: Buffer): { readonly value: unknown } | undefined {
  if (bytes[0] === RAW) return { value: Buffer.from(bytes.subarray(1)) };
  if (bytes[0] !== CLONE) return undefined;
  try {
    return { value: deserialize(bytes.subarray(1)) };
  } catch {
    return undefined;
  }
}

/** About how many bytes of memory a value takes. */
export function estimateBytes(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 2 * value.length + 24;
    case 'object':
      return value === null ? 8 : Buffer.isBuffer(value) ? value.length + 96 : 2 * encodeValue(value).length + 64;
    case 'function':
    case 'symbol':
      return encodeValue(value).length;
    default:
      return 16;
  }
}
