import { COLON, CR, isFieldByte, LF, SPACE, TAB, tokenLower } from './bytes.ts';
import { mixHash } from './field-names.ts';
import type { HeadFields } from './head-fields.ts';
import { HeadProblem } from './head-problem.ts';

/** More bytes are needed before anything can be said. No offset and no problem is 0. */
export const INCOMPLETE = 0;

/**
 * Scans header lines from `start` up to and with the empty line (RFC 9112, 5):
 *
 *     *( field-name ":" OWS field-value OWS CRLF ) CRLF
 *
 * Strict where readers are known to differ: no blank before the colon, no folding, no bare CR or LF, no control bytes.
 * Returns the offset after the empty line, `INCOMPLETE` where `end` comes first, or a problem.
 * The first problem in the order of the bytes is told, so that it does not depend on how the bytes came in.
 */
export function scanFields(bytes: Uint8Array, start: number, end: number, fields: HeadFields): number {
  fields.count = 0;
  let at = start;
  for (;;) {
    if (at >= end) return INCOMPLETE;
    const first = bytes[at];
    if (first === CR) return scanLineEnd(bytes, at, end);
    if (first === LF) return HeadProblem.BareLineFeed;
    if (first === SPACE || first === TAB) return HeadProblem.Folded;

    const nameStart = at;
    let hash = 0;
    let lower = tokenLower[first ?? 0] ?? 0;
    while (lower !== 0) {
      hash = mixHash(hash, lower);
      at += 1;
      if (at >= end) return INCOMPLETE;
      lower = tokenLower[bytes[at] ?? 0] ?? 0;
    }
    if (at === nameStart) return HeadProblem.FieldName;
    if (bytes[at] !== COLON) return explainMissingColon(bytes[at]);
    const nameEnd = at;

    at += 1;
    while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1;
    const valueStart = at;
    while (at < end && isFieldByte[bytes[at] ?? 0] === 1) at += 1;
    if (at >= end) return INCOMPLETE;
    if (bytes[at] === LF) return HeadProblem.BareLineFeed;
    if (bytes[at] !== CR) return HeadProblem.FieldValue;
    const after = scanLineEnd(bytes, at, end);
    if (after <= INCOMPLETE) return after;
    let valueEnd = at;
    while (valueEnd > valueStart && (bytes[valueEnd - 1] === SPACE || bytes[valueEnd - 1] === TAB)) valueEnd -= 1;
    if (!fields.add(bytes, nameStart, nameEnd, hash, valueStart, valueEnd)) return HeadProblem.TooManyFields;
    at = after;
  }
}

/** The offset after the CR LF at `at`, where a CR stands; a CR alone is a control byte like any other. */
export function scanLineEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return INCOMPLETE;
  return bytes[at + 1] === LF ? at + 2 : HeadProblem.FieldValue;
}

function explainMissingColon(byte: number | undefined): HeadProblem {
  if (byte === LF) return HeadProblem.BareLineFeed;
  return byte === CR || byte === SPACE || byte === TAB ? HeadProblem.NoColon : HeadProblem.FieldName;
}
