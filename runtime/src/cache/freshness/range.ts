import { parseHttpDate } from './http-date.ts';
import type { RequestHead, ResponseHead } from './message.ts';

/** What a Range field asks of a complete representation. `end` is exclusive. */
export type RangeAnswer =
  | { readonly kind: 'full' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

const FULL: RangeAnswer = { kind: 'full' };
const UNSATISFIABLE: RangeAnswer = { kind: 'unsatisfiable' };

/**
 * Which part of a stored 200 of `length` bytes a request asks for (RFC 9110 section 14). One range of bytes is understood;
 * several, another unit, or an If-Range that no longer holds get the whole, as the section allows.
 */
export function decideRange(request: RequestHead, stored: ResponseHead, length: number): RangeAnswer {
  const text = request.index.get('range');
  if (text === undefined || request.method !== 'GET' || stored.status !== 200) return FULL;
  if (!rangeStillHolds(request.index.get('if-range'), stored)) return FULL;
  const groups = /^bytes=\s*(?<first>\d*)-(?<last>\d*)\s*$/i.exec(text)?.groups;
  const { first = '', last = '' } = groups ?? {};
  if (first === '' && last === '') return FULL;
  if (first === '') return part(Math.max(0, length - Number(last)), length, length);
  if (last !== '' && Number(last) < Number(first)) return FULL;
  return part(Number(first), last === '' ? length : Math.min(length, Number(last) + 1), length);
}

function part(start: number, end: number, length: number): RangeAnswer {
  return start < length && start < end ? { kind: 'part', start, end } : UNSATISFIABLE;
}

/** If-Range (RFC 9110 section 13.1.5): a strong entity tag, or the very Last-Modified, of the stored response. */
function rangeStillHolds(condition: string | undefined, stored: ResponseHead): boolean {
  if (condition === undefined) return true;
  if (condition.startsWith('"')) return condition === stored.index.get('etag');
  const date = parseHttpDate(condition, stored.responseTimeMs);
  return date !== undefined && date === parseHttpDate(stored.index.get('last-modified'), stored.responseTimeMs);
}
