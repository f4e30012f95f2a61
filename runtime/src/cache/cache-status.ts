import type { HeaderField } from '../http/exchange.ts';

/** How a request was handled, in the words of RFC 9211. */
export type CacheStatus =
  | { readonly kind: 'hit'; readonly ttlMs: number; readonly detail?: string }
  | {
      readonly kind: 'forward';
      readonly because: 'bypass' | 'method' | 'uri-miss' | 'vary-miss' | 'miss' | 'request' | 'stale';
      /** The status that came back, where it is not the one that is sent on. */
      readonly status?: number;
      /** Whether it goes into the cache, once it has arrived whole. */
      readonly stored: boolean;
      readonly collapsed?: boolean;
    };

/** The Cache-Status line of this cache, to stand after those of caches nearer to the origin (RFC 9211 section 2). */
export function cacheStatusField(status: CacheStatus): HeaderField {
  return ['Cache-Status', ['tsk', ...parameters(status)].join('; ')];
}

function parameters(status: CacheStatus): readonly string[] {
  if (status.kind === 'hit') {
    const ttl = `ttl=${Math.floor(status.ttlMs / 1000)}`;
    return status.detail === undefined ? ['hit', ttl] : ['hit', ttl, `detail=${status.detail}`];
  }
  const all = [`fwd=${status.because}`];
  if (status.status !== undefined) all.push(`fwd-status=${status.status}`);
  if (status.stored) all.push('stored');
  if (status.collapsed === true) all.push('collapsed');
  return all;
}
