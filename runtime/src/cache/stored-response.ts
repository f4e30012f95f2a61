import type { HeaderField, ProxyResponse } from '../http/exchange.ts';
import { currentAgeMs, type StoredHead, toStoredHead } from './freshness/age.ts';
import { type FieldIndex, storableFields } from './freshness/fields.ts';
import { type RequestHead, type ResponseHead, readResponse } from './freshness/message.ts';
import { mergeFields } from './freshness/validation.ts';
import { selectionKey, varyNames } from './freshness/vary.ts';
import type { StoredBody } from './stored-body.ts';

/** A response at rest. */
export interface StoredResponse {
  readonly head: StoredHead;
  readonly statusText: string;
  /** As they will be sent again, without Age and Content-Length, which are made anew. */
  readonly fields: readonly HeaderField[];
  readonly body: StoredBody;
  /** The request fields that it was chosen by, and their values in the request that brought it. */
  readonly varyNames: readonly string[];
  readonly selection: string;
}

/** The responses stored under one key, one for each selection, the newest first. Never empty. */
export type Variants = readonly StoredResponse[];

/** More variants than this of one address replace the oldest: nothing that a client sends may grow an entry without end. */
const MOST_VARIANTS = 16;

/** What an entry takes besides its fields and bodies: objects, map slot, list links. */
const OVERHEAD_BYTES = 512;

const MADE_ANEW = new Set(['age', 'content-length', 'set-cookie']);

/**
 * Makes a response that may be stored into one that is. A cookie goes to the client that it was set for and is not kept;
 * a Date is added where the origin sent none (RFC 9110 section 6.6.1).
 */
export function toStored(
  request: RequestHead,
  head: ResponseHead,
  response: Pick<ProxyResponse, 'headers' | 'statusText'>,
  body: StoredBody,
): StoredResponse {
  const kept = storableFields(response.headers).filter(([name]) => !MADE_ANEW.has(name.toLowerCase()));
  const names = varyNames(head.index);
  if (names === 'any') throw new Error('a response with Vary: * is never stored');
  return {
    head: toStoredHead(head),
    statusText: response.statusText,
    fields: head.index.has('date') ? kept : [...kept, ['Date', new Date(head.responseTimeMs).toUTCString()]],
    body,
    varyNames: names,
    selection: selectionKey(names, request.index),
  };
}

/** A stored response after a newer one without its body has confirmed it (RFC 9111 section 3.2). */
export function refreshed(
  stored: StoredResponse,
  newer: ResponseHead,
  headers: readonly HeaderField[],
): StoredResponse {
  const fields = mergeFields(stored.fields, storableFields(headers));
  const head = readResponse(stored.head.status, fields, newer.requestTimeMs, newer.responseTimeMs);
  return { ...stored, head: toStoredHead(head), fields: fields.filter(([name]) => !MADE_ANEW.has(name.toLowerCase())) };
}

/** A stored response that counts as stale from now on: fresh again once the origin has confirmed it. */
export function softened(stored: StoredResponse, nowMs: number): StoredResponse {
  const lifetimeMs = Math.min(stored.head.lifetimeMs, currentAgeMs(stored.head, nowMs));
  return { ...stored, head: { ...stored.head, lifetimeMs } };
}

/** The variant that a request selects. */
export function selectVariant(variants: Variants, request: FieldIndex): StoredResponse | undefined {
  return variants.find(
    ({ varyNames: names, selection }) => names.length === 0 || selectionKey(names, request) === selection,
  );
}

/** Variants with one more, in place of those that the request which brought it would have selected. */
export function withVariant(variants: Variants, added: StoredResponse, request: FieldIndex): Variants {
  const others = variants.filter((variant) => selectionKey(variant.varyNames, request) !== variant.selection);
  return [added, ...others].slice(0, MOST_VARIANTS);
}

/** What variants count as against the bound of the cache, in bytes. */
export function sizeOf(key: string, variants: Variants): number {
  return variants.reduce((sum, variant) => sum + variantBytes(variant), 2 * key.length);
}

function variantBytes(variant: StoredResponse): number {
  const text = variant.fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  // Fields are kept twice, in order and as an index, in strings of at most two bytes a character.
  return OVERHEAD_BYTES + 4 * text + 2 * variant.selection.length + variant.body.length;
}
