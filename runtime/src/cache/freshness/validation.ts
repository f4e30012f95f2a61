import { matchesWeakly } from './entity-tag.ts';
import type { Fields } from './fields.ts';
import type { ResponseHead } from './message.ts';

/** Whether a response can be asked about again: it has an ETag or a Last-Modified. */
export function hasValidator(response: ResponseHead): boolean {
  return response.index.has('etag') || response.index.has('last-modified');
}

/** Request fields that make a request conditional or partial; a cache that validates for itself sends its own instead. */
const CONDITIONAL = new Set([
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'range',
]);

/** A request's fields without its own conditions and range. */
export function unconditionalFields(fields: Fields): Fields {
  return fields.filter(([name]) => !CONDITIONAL.has(name.toLowerCase()));
}

/** The fields that ask whether a stored response still holds (RFC 9111 section 4.3.1). */
export function validatingFields(fields: Fields, stored: ResponseHead): Fields {
  const etag = stored.index.get('etag');
  const modified = stored.index.get('last-modified');
  const own: [string, string][] = [];
  if (etag !== undefined) own.push(['If-None-Match', etag]);
  if (modified !== undefined) own.push(['If-Modified-Since', modified]);
  return [...unconditionalFields(fields), ...own];
}

/**
 * Whether a 304 speaks of this stored response (RFC 9111 section 4.3.4): its entity tag, if it has one, is the stored
 * one; else its Last-Modified, if it has one, is the stored one; one without validators speaks of what was asked.
 */
export function confirms(notModified: ResponseHead, stored: ResponseHead): boolean {
  const etag = notModified.index.get('etag');
  if (etag !== undefined) return matchesWeakly(etag, stored.index.get('etag') ?? '');
  const modified = notModified.index.get('last-modified');
  return modified === undefined || modified === stored.index.get('last-modified');
}

/** Fields that describe the stored body: those of a message without one must not replace them (RFC 9111 section 3.2). */
const OF_THE_BODY = new Set(['content-encoding', 'content-length', 'content-range', 'content-type', 'etag']);

/**
 * The stored fields brought up to date by those of a newer response that confirms them: each field it has replaces the
 * stored ones of that name, except those that belong to the body.
 */
export function mergeFields(stored: Fields, newer: Fields): Fields {
  const news = newer.filter(([name]) => !OF_THE_BODY.has(name.toLowerCase()));
  const replaced = new Set(news.map(([name]) => name.toLowerCase()));
  // An Age of the old response says nothing of the new one.
  replaced.add('age');
  return [...stored.filter(([name]) => !replaced.has(name.toLowerCase())), ...news];
}

/** Whether the answer to a HEAD request speaks of the stored response, by its validators and length (RFC 9111 section 4.3.5). */
export function confirmsByHead(answer: ResponseHead, stored: ResponseHead, storedLength: number): boolean {
  const length = answer.index.get('content-length');
  if (length !== undefined && Number(length) !== storedLength) return false;
  return confirms(answer, stored);
}
