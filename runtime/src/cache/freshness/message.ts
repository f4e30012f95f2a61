import { type Directives, parseDirectives } from './directives.ts';
import { type FieldIndex, type Fields, indexFields } from './fields.ts';
import { targetedDirectives } from './targeted.ts';

/** What caching looks at in a request. */
export interface RequestHead {
  readonly method: string;
  readonly index: FieldIndex;
  readonly directives: Directives;
}

/** What caching looks at in a response, with the times that its age is reckoned from. */
export interface ResponseHead {
  readonly status: number;
  readonly index: FieldIndex;
  readonly directives: Directives;
  /** True where the directives come from a field addressed to this kind of cache: `Expires` then does not count. */
  readonly targeted: boolean;
  /** When the request that brought it was sent, in milliseconds since the epoch. */
  readonly requestTimeMs: number;
  /** When its head arrived. */
  readonly responseTimeMs: number;
}

/** Reads a request; `Pragma: no-cache` counts where Cache-Control is absent (RFC 9111 section 5.4). */
export function readRequest(method: string, fields: Fields): RequestHead {
  const index = indexFields(fields);
  const text = index.get('cache-control') ?? index.get('pragma');
  return { method, index, directives: parseDirectives(text) };
}

/** Reads a response that was asked for and arrived at the given times. */
export function readResponse(
  status: number,
  fields: Fields,
  requestTimeMs: number,
  responseTimeMs: number,
): ResponseHead {
  const index = indexFields(fields);
  const targeted = targetedDirectives(index);
  const directives = targeted ?? parseDirectives(index.get('cache-control'));
  return { status, index, directives, targeted: targeted !== undefined, requestTimeMs, responseTimeMs };
}
