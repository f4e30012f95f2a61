import { type StoredHead, toStoredHead } from '../../../runtime/src/cache/freshness/age.ts';
import type { Fields } from '../../../runtime/src/cache/freshness/fields.ts';
import { type RequestHead, readRequest, readResponse } from '../../../runtime/src/cache/freshness/message.ts';

/** The time of the tests: a Monday noon. */
export const NOW_MS: number = Date.UTC(2026, 0, 5, 12);

/** An HTTP date so many seconds from now. */
export function date(secondsFromNow: number): string {
  return new Date(NOW_MS + secondsFromNow * 1000).toUTCString();
}

/** Fields from text, one on a line. */
export function fields(text: string): Fields {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}

/** A response with these fields that has just arrived. */
export function response(text: string, status = 200): StoredHead {
  return toStoredHead(readResponse(status, fields(text), NOW_MS, NOW_MS));
}

/** A request with these fields. */
export function request(text: string, method = 'GET'): RequestHead {
  return readRequest(method, fields(text));
}
