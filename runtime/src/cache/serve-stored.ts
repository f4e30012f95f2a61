import type { HeaderField, ProxyResponse, ResponseSource } from '../http/exchange.ts';
import { type CacheStatus, cacheStatusField } from './cache-status.ts';
import { currentAgeMs } from './freshness/age.ts';
import type { RequestHead } from './freshness/message.ts';
import { isNotModified } from './freshness/preconditions.ts';
import { decideRange } from './freshness/range.ts';
import { readBody } from './stored-body.ts';
import type { StoredResponse } from './stored-response.ts';

/** Fields of a body, which a 304 leaves out (RFC 9110 section 15.4.5). */
const OF_THE_BODY = new Set(['content-encoding', 'content-language', 'content-range', 'content-type']);

/** Statuses that have no body, so that a length would be wrong. */
function hasNoBody(status: number): boolean {
  return status === 204 || status === 304;
}

/**
 * Answers a request from a stored response: 304 where the client has it already, 206 or 416 for a range, no body for HEAD,
 * else the whole. Age is what RFC 9111 section 5.1 asks for.
 */
export function serveStored(
  request: RequestHead,
  stored: StoredResponse,
  status: CacheStatus,
  source: ResponseSource,
  nowMs: number,
): ProxyResponse {
  const age: HeaderField = ['Age', String(Math.floor(currentAgeMs(stored.head, nowMs) / 1000))];
  const fields = [...stored.fields, age, cacheStatusField(status)];
  if (stored.head.status === 200 && isNotModified(request, stored.head)) {
    const kept = fields.filter(([name]) => !OF_THE_BODY.has(name.toLowerCase()));
    return { status: 304, statusText: 'Not Modified', headers: kept, body: null, source };
  }
  return request.index.has('range')
    ? servePart(request, stored, fields, source)
    : serveWhole(request, stored, fields, source);
}

function serveWhole(
  request: RequestHead,
  stored: StoredResponse,
  fields: readonly HeaderField[],
  source: ResponseSource,
): ProxyResponse {
  const { status } = stored.head;
  const { length } = stored.body;
  const headers = hasNoBody(status) ? fields : [...fields, contentLength(length)];
  const body = hasNoBody(status) || request.method === 'HEAD' ? null : readBody(stored.body, 0, length);
  return { status, statusText: stored.statusText, headers, body, source };
}

function servePart(
  request: RequestHead,
  stored: StoredResponse,
  fields: readonly HeaderField[],
  source: ResponseSource,
): ProxyResponse {
  const { length } = stored.body;
  const range = decideRange(request, stored.head, length);
  switch (range.kind) {
    case 'full':
      return serveWhole(request, stored, fields, source);
    case 'unsatisfiable': {
      const headers: HeaderField[] = [...fields, ['Content-Range', `bytes */${length}`], contentLength(0)];
      return { status: 416, statusText: 'Range Not Satisfiable', headers, body: Buffer.alloc(0), source };
    }
    case 'part': {
      const { start, end } = range;
      const described: HeaderField = ['Content-Range', `bytes ${start}-${end - 1}/${length}`];
      const headers = [...fields, described, contentLength(end - start)];
      return { status: 206, statusText: 'Partial Content', headers, body: readBody(stored.body, start, end), source };
    }
  }
}

function contentLength(length: number): HeaderField {
  return ['Content-Length', String(length)];
}
