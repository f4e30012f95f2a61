import { currentAgeMs, type StoredHead, stalenessMs } from './age.ts';
import { type Directives, directiveMs } from './directives.ts';
import type { RequestHead } from './message.ts';

/** What may be done with a stored response for a request, at a moment. */
export type Reuse =
  /** Served as it is, although perhaps stale, where the client said that it takes it so. */
  | { readonly kind: 'serve'; readonly stale: boolean }
  /** Served stale while it is asked for anew (RFC 5861 section 3). */
  | { readonly kind: 'serve-and-revalidate' }
  /** Asked for first. `because` is what Cache-Status says (RFC 9211 section 2.2). */
  | { readonly kind: 'revalidate'; readonly because: 'stale' | 'request' };

/** Decides whether a stored response can answer a request (RFC 9111 section 4). */
export function decideReuse(request: RequestHead, stored: StoredHead, nowMs: number): Reuse {
  const wanted = request.directives;
  if (wanted.has('no-cache')) return { kind: 'revalidate', because: 'request' };
  if (stored.directives.has('no-cache')) return { kind: 'revalidate', because: 'stale' };
  const ageMs = currentAgeMs(stored, nowMs);
  const staleMs = stalenessMs(stored, nowMs);
  if (staleMs < 0) {
    return isFreshEnough(wanted, ageMs, -staleMs)
      ? { kind: 'serve', stale: false }
      : { kind: 'revalidate', because: 'request' };
  }
  if (takesStale(wanted, staleMs) && !forbidsStale(stored.directives) && isFreshEnough(wanted, ageMs, 0)) {
    return { kind: 'serve', stale: true };
  }
  const inBackground = allowedStaleMs(stored.directives, 'stale-while-revalidate') > staleMs;
  return inBackground && !wanted.has('max-age') && !wanted.has('min-fresh')
    ? { kind: 'serve-and-revalidate' }
    : { kind: 'revalidate', because: 'stale' };
}

/**
 * Whether a stored response may stand in for an error of the origin: `answered` where the origin sent one (RFC 5861
 * section 4), `unreachable` where nothing came, when RFC 9111 section 4.2.4 allows more, up to `unreachableMs` of staleness.
 */
export function maySatisfyError(
  request: RequestHead,
  stored: StoredHead,
  error: 'answered' | 'unreachable',
  nowMs: number,
  unreachableMs: number,
): boolean {
  if (request.directives.has('no-cache')) return false;
  const staleMs = stalenessMs(stored, nowMs);
  const requested = directiveMs(request.directives, 'stale-if-error') ?? 0;
  if (staleMs <= allowedStaleMs(stored.directives, 'stale-if-error')) return true;
  if (forbidsStale(stored.directives)) return false;
  return staleMs <= (error === 'unreachable' ? Math.max(requested, unreachableMs) : requested);
}

function isFreshEnough(wanted: Directives, ageMs: number, remainingMs: number): boolean {
  // max-age=0 asks for validation, even of what came this very millisecond.
  const mostAgeMs = directiveMs(wanted, 'max-age') ?? Number.POSITIVE_INFINITY;
  const leastMs = directiveMs(wanted, 'min-fresh') ?? 0;
  return ageMs <= mostAgeMs && mostAgeMs > 0 && remainingMs >= leastMs;
}

function takesStale(wanted: Directives, staleMs: number): boolean {
  if (!wanted.has('max-stale')) return false;
  // Without a value, any staleness is taken (RFC 9111 section 5.2.1.2).
  return wanted.get('max-stale') === null || staleMs <= (directiveMs(wanted, 'max-stale') ?? 0);
}

/** Directives that forbid serving stale (RFC 9111 section 4.2.4), s-maxage being a proxy-revalidate of its own. */
function forbidsStale(directives: Directives): boolean {
  return forbidsStaleOutright(directives) || directives.has('s-maxage');
}

function forbidsStaleOutright(directives: Directives): boolean {
  return directives.has('must-revalidate') || directives.has('proxy-revalidate') || directives.has('no-cache');
}

/** An explicit permission holds beside s-maxage, whose author states both, but not against an outright prohibition. */
function allowedStaleMs(directives: Directives, name: string): number {
  return forbidsStaleOutright(directives) ? 0 : (directiveMs(directives, name) ?? 0);
}
