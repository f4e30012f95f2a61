import { CR, isTargetByte, LF, NINE, SPACE, tokenLower, ZERO } from './bytes.ts';
import { HeadFields } from './head-fields.ts';
import { HeadProblem } from './head-problem.ts';
import { INCOMPLETE, scanFields, scanLineEnd } from './scan-fields.ts';

/** Largest head, in bytes; a larger one gets 431. */
export const MAX_HEAD_BYTES = 16_384;

/** The request head that was scanned last, as offsets into its bytes. Written anew for each head. */
export class RequestHead {
  methodStart = 0;
  methodEnd = 0;
  targetStart = 0;
  targetEnd = 0;
  /** 0 or 1: HTTP/1.0 or HTTP/1.1. */
  minorVersion = 1;
  readonly fields: HeadFields = new HeadFields();
}

/**
 * Scans a request head (RFC 9112, 3 and 5) that starts at `start` into `head`:
 *
 *     [ CRLF ] method SP request-target SP "HTTP/1." ( "0" / "1" ) CRLF *( field-line CRLF ) CRLF
 *
 * Returns the offset after the head, `INCOMPLETE`, or a problem. It reads every byte at most once and keeps nothing between
 * calls: a caller whose head comes in small pieces calls again when there is twice as much, or when it has the end.
 */
export function scanRequest(bytes: Uint8Array, start: number, end: number, head: RequestHead): number {
  const limit = Math.min(end, start + MAX_HEAD_BYTES);
  const after = scan(bytes, start, limit, head);
  return after === INCOMPLETE && end - start >= MAX_HEAD_BYTES ? HeadProblem.TooLarge : after;
}

function scan(bytes: Uint8Array, start: number, end: number, head: RequestHead): number {
  let at = start;
  // A client may send an empty line after the body of the request before (RFC 9112, 2.2); one, not any number.
  if (bytes[at] === CR && at < end) {
    at = scanLineEnd(bytes, at, end);
    if (at <= INCOMPLETE) return at === INCOMPLETE ? INCOMPLETE : HeadProblem.Method;
  }
  head.methodStart = at;
  while (at < end && tokenLower[bytes[at] ?? 0] !== 0) at += 1;
  if (at >= end) return INCOMPLETE;
  if (bytes[at] !== SPACE || at === head.methodStart)
    return bytes[at] === LF ? HeadProblem.BareLineFeed : HeadProblem.Method;
  head.methodEnd = at;
  at += 1;

  head.targetStart = at;
  while (at < end && isTargetByte[bytes[at] ?? 0] === 1) at += 1;
  if (at >= end) return INCOMPLETE;
  if (bytes[at] === LF) return HeadProblem.BareLineFeed;
  if (bytes[at] === CR) return HeadProblem.Version;
  if (bytes[at] !== SPACE || at === head.targetStart) return HeadProblem.Target;
  head.targetEnd = at;

  const lineEnd = scanVersion(bytes, at + 1, end, head);
  return lineEnd <= INCOMPLETE ? lineEnd : scanFields(bytes, lineEnd, end, head.fields);
}

const PREFIX = Buffer.from('HTTP/', 'latin1');

/** `HTTP/1.1` or `HTTP/1.0` and the end of the line; another number is another version, anything else is no version. */
function scanVersion(bytes: Uint8Array, start: number, end: number, head: RequestHead): number {
  for (let index = 0; index < PREFIX.length; index += 1) {
    if (start + index >= end) return INCOMPLETE;
    if (bytes[start + index] !== PREFIX[index])
      return bytes[start + index] === LF ? HeadProblem.BareLineFeed : HeadProblem.Version;
  }
  const at = start + PREFIX.length;
  if (at + 3 >= end) return findEarlyProblem(bytes, at, end);
  const major = bytes[at] ?? 0;
  const minor = bytes[at + 2] ?? 0;
  if (!isDigit(major) || bytes[at + 1] !== 0x2e || !isDigit(minor)) return HeadProblem.Version;
  if (bytes[at + 3] !== CR) return bytes[at + 3] === LF ? HeadProblem.BareLineFeed : HeadProblem.Version;
  const after = scanLineEnd(bytes, at + 3, end);
  if (after <= INCOMPLETE) return after === INCOMPLETE ? INCOMPLETE : HeadProblem.Version;
  if (major !== ZERO + 1 || minor > ZERO + 1) return HeadProblem.UnsupportedVersion;
  head.minorVersion = minor - ZERO;
  return after;
}

/** A line that ends within the version has no version; one that is merely not all there yet may have. */
function findEarlyProblem(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at += 1) if (bytes[at] === LF) return HeadProblem.Version;
  return INCOMPLETE;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
