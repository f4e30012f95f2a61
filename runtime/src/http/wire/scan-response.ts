import { CR, isFieldByte, LF, NINE, SPACE, ZERO } from './bytes.ts';
import { HeadFields } from './head-fields.ts';
import { HeadProblem } from './head-problem.ts';
import { INCOMPLETE, scanFields, scanLineEnd } from './scan-fields.ts';
import { MAX_HEAD_BYTES } from './scan-request.ts';

/** The response head that was scanned last, as offsets into its bytes. Written anew for each head. */
export class ResponseHead {
  status = 0;
  /** The reason phrase, which may be empty. */
  reasonStart = 0;
  reasonEnd = 0;
  /** 0 or 1: HTTP/1.0 or HTTP/1.1. */
  minorVersion = 1;
  /** Where the header lines start. */
  fieldsStart = 0;
  readonly fields: HeadFields = new HeadFields();
}

const PREFIX = Buffer.from('HTTP/1.', 'latin1');

/**
 * Scans a response head (RFC 9112, 4 and 5) that starts at `start` into `head`:
 *
 *     "HTTP/1." ( "0" / "1" ) SP 3DIGIT [ SP reason-phrase ] CRLF *( field-line CRLF ) CRLF
 *
 * Returns the offset after the head, `INCOMPLETE`, or a problem; see `scanRequest`.
 */
export function scanResponse(bytes: Uint8Array, start: number, end: number, head: ResponseHead): number {
  const limit = Math.min(end, start + MAX_HEAD_BYTES);
  const lineEnd = scanStatusLine(bytes, start, limit, head);
  const after = lineEnd <= INCOMPLETE ? lineEnd : scanFields(bytes, lineEnd, limit, head.fields);
  if (after === INCOMPLETE && end - start >= MAX_HEAD_BYTES) return HeadProblem.TooLarge;
  if (after > INCOMPLETE) head.fieldsStart = lineEnd;
  return after;
}

function scanStatusLine(bytes: Uint8Array, start: number, end: number, head: ResponseHead): number {
  for (let index = 0; index < PREFIX.length; index += 1) {
    if (start + index >= end) return INCOMPLETE;
    if (bytes[start + index] !== PREFIX[index]) return HeadProblem.Version;
  }
  // One digit, a blank, and three digits: `1 200`.
  const at = start + PREFIX.length;
  if (at + 5 >= end) return INCOMPLETE;
  const minor = (bytes[at] ?? 0) - ZERO;
  if (minor !== 0 && minor !== 1) return HeadProblem.Version;
  const status = readStatus(bytes, at + 2);
  if (bytes[at + 1] !== SPACE || status < 100) return HeadProblem.Status;
  head.minorVersion = minor;
  head.status = status;

  let from = at + 5;
  if (bytes[from] === SPACE) from += 1;
  else if (bytes[from] !== CR) return bytes[from] === LF ? HeadProblem.BareLineFeed : HeadProblem.Status;
  let to = from;
  while (to < end && isFieldByte[bytes[to] ?? 0] === 1) to += 1;
  if (to >= end) return INCOMPLETE;
  if (bytes[to] === LF) return HeadProblem.BareLineFeed;
  if (bytes[to] !== CR) return HeadProblem.Status;
  head.reasonStart = from;
  head.reasonEnd = to;
  return scanLineEnd(bytes, to, end);
}

/** The three digits at `at` as a number; -1 where they are none. */
function readStatus(bytes: Uint8Array, at: number): number {
  let status = 0;
  for (let index = 0; index < 3; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if (byte < ZERO || byte > NINE) return -1;
    status = status * 10 + (byte - ZERO);
  }
  return status;
}
