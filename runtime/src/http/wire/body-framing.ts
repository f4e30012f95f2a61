import { NINE, ZERO } from './bytes.ts';
import { FieldName } from './field-names.ts';
import type { HeadFields } from './head-fields.ts';

/** How the end of a message's body is known. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** It ends with the connection: responses only. */
  | { readonly kind: 'close' };

/** Why a message's framing is not accepted. */
export interface FramingProblem {
  readonly kind: 'problem';
  readonly status: 400 | 501;
  readonly reason: string;
}

const NONE: BodyFraming = { kind: 'none' };
const CHUNKED: BodyFraming = { kind: 'chunked' };
const CLOSE: BodyFraming = { kind: 'close' };

/**
 * How the body of a request ends (RFC 9112, 6.3): by one Content-Length of digits, or by Transfer-Encoding `chunked` alone and
 * once; never by both, never in HTTP/1.0 by a coding, never by the end of the connection.
 */
export function requestFraming(
  bytes: Uint8Array,
  fields: HeadFields,
  minorVersion: number,
): BodyFraming | FramingProblem {
  const stated = statedFraming(bytes, fields, minorVersion);
  return stated ?? NONE;
}

/**
 * How the body of a response ends; `isHead` where it answers HEAD. A response to CONNECT or with 101 has no body: a tunnel follows.
 */
export function responseFraming(
  bytes: Uint8Array,
  fields: HeadFields,
  minorVersion: number,
  status: number,
  isHead: boolean,
): BodyFraming | FramingProblem {
  if (isHead || status < 200 || status === 204 || status === 304) return NONE;
  return statedFraming(bytes, fields, minorVersion) ?? CLOSE;
}

function statedFraming(
  bytes: Uint8Array,
  fields: HeadFields,
  minorVersion: number,
): BodyFraming | FramingProblem | undefined {
  let lengthAt = -1;
  let codingAt = -1;
  for (let index = 0; index < fields.count; index += 1) {
    const id = fields.ids[index];
    if (id !== FieldName.ContentLength && id !== FieldName.TransferEncoding) continue;
    if (lengthAt !== -1 || codingAt !== -1) return refuse(400, 'the length of the body is told more than once');
    if (id === FieldName.ContentLength) lengthAt = index;
    else codingAt = index;
  }
  if (codingAt !== -1) {
    if (minorVersion === 0) return refuse(400, 'HTTP/1.0 has no transfer codings');
    return isChunked(bytes, fields, codingAt) ? CHUNKED : refuse(501, 'the only transfer coding read here is chunked');
  }
  if (lengthAt === -1) return undefined;
  const length = readLength(bytes, fields.valueStarts[lengthAt] ?? 0, fields.valueEnds[lengthAt] ?? 0);
  if (length === undefined) return refuse(400, 'Content-Length is not a number');
  return length === 0 ? NONE : { kind: 'length', bytes: length };
}

const CHUNKED_NAME = Buffer.from('chunked', 'latin1');

function isChunked(bytes: Uint8Array, fields: HeadFields, index: number): boolean {
  const start = fields.valueStarts[index] ?? 0;
  if ((fields.valueEnds[index] ?? 0) - start !== CHUNKED_NAME.length) return false;
  // The bytes of the name are all letters, for which bit 0x20 is the case.
  return CHUNKED_NAME.every((byte, offset) => ((bytes[start + offset] ?? 0) | 0x20) === byte);
}

/** The decimal number in `bytes`; undefined where there is anything but one to fifteen digits. */
function readLength(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end === start || end - start > 15) return undefined;
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return undefined;
    length = length * 10 + (byte - ZERO);
  }
  return length;
}

function refuse(status: FramingProblem['status'], reason: string): FramingProblem {
  return { kind: 'problem', status, reason };
}
