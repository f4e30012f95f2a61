import { matchesWeakly } from './entity-tag.ts';
import { splitList } from './fields.ts';
import { parseHttpDate } from './http-date.ts';
import { dateMs } from './lifetime.ts';
import type { RequestHead, ResponseHead } from './message.ts';

/** Whether the client already has the stored response, so that 304 answers it (RFC 9111 section 4.3.2). */
export function isNotModified(request: RequestHead, stored: ResponseHead): boolean {
  const tags = request.index.get('if-none-match');
  if (tags !== undefined) return matchesTag(tags, stored.index.get('etag'));
  const sinceMs = parseHttpDate(request.index.get('if-modified-since'), stored.responseTimeMs);
  if (sinceMs === undefined) return false;
  const modifiedMs = parseHttpDate(stored.index.get('last-modified'), stored.responseTimeMs) ?? dateMs(stored);
  // HTTP dates have whole seconds; the time of arrival, which stands in for a missing Date, has not.
  return Math.floor(modifiedMs / 1000) * 1000 <= sinceMs;
}

/** If-None-Match (RFC 9110 section 13.1.2); `*` matches whatever is stored. */
function matchesTag(tags: string, etag: string | undefined): boolean {
  if (tags.trim() === '*') return true;
  return etag !== undefined && splitList(tags).some((tag) => matchesWeakly(tag, etag));
}

/** Conditions that are the origin's to judge: a cache passes such a request on (RFC 9111 section 4.3.2). */
export function hasOriginPrecondition(request: RequestHead): boolean {
  return request.index.has('if-match') || request.index.has('if-unmodified-since');
}
