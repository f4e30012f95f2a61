import { directiveMs } from './directives.ts';
import { parseHttpDate } from './http-date.ts';
import type { ResponseHead } from './message.ts';
import { isHeuristicallyCacheable } from './status-codes.ts';

const HEURISTIC_SHARE = 0.1;
const DAY_MS = 86_400_000;

/**
 * How long a response is fresh, in milliseconds from its generation (RFC 9111 section 4.2.1): s-maxage, else max-age,
 * else Expires less Date, else the heuristic of section 4.2.2. 0 where nothing gives it a lifetime.
 */
export function freshnessLifetimeMs(response: ResponseHead): number {
  return explicitLifetimeMs(response) ?? heuristicLifetimeMs(response);
}

/** The lifetime that the response itself states; undefined where it states none. An invalid one is 0: stale at once. */
export function explicitLifetimeMs(response: ResponseHead): number | undefined {
  const stated = directiveMs(response.directives, 's-maxage') ?? directiveMs(response.directives, 'max-age');
  if (stated !== undefined) return stated;
  const expires = response.index.get('expires');
  if (expires === undefined || response.targeted) return undefined;
  const expiresMs = parseHttpDate(expires, response.responseTimeMs);
  return expiresMs === undefined ? 0 : Math.max(0, expiresMs - dateMs(response));
}

/** When the response was generated: its Date, else the time at which it arrived (RFC 9110 section 6.6.1). */
export function dateMs(response: ResponseHead): number {
  return parseHttpDate(response.index.get('date'), response.responseTimeMs) ?? response.responseTimeMs;
}

/** A tenth of the time since the last modification, at most a day: what has not changed for long will not change soon. */
function heuristicLifetimeMs(response: ResponseHead): number {
  if (!isHeuristicallyCacheable(response.status) && !response.directives.has('public')) return 0;
  const modifiedMs = parseHttpDate(response.index.get('last-modified'), response.responseTimeMs);
  if (modifiedMs === undefined) return 0;
  return Math.min(DAY_MS, Math.max(0, (dateMs(response) - modifiedMs) * HEURISTIC_SHARE));
}
