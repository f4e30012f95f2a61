import type { ResponseHead } from './message.ts';

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether a request may have changed what is stored under its target (RFC 9111 section 4.4). */
export function isUnsafe(method: string): boolean {
  return !SAFE.has(method);
}

/** Whether the answer says that an unsafe request had its effect: it is no error. */
export function hadEffect(response: ResponseHead): boolean {
  return response.status >= 200 && response.status < 400;
}

/** Further addresses that the request may have changed, as references that are relative to its own; only those of its origin count. */
export function alsoInvalidated(response: ResponseHead): readonly string[] {
  const named = [response.index.get('location'), response.index.get('content-location')];
  return named.filter((reference) => reference !== undefined);
}
