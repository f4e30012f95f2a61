import { directiveMs } from './directives.ts';
import { explicitLifetimeMs, freshnessLifetimeMs } from './lifetime.ts';
import type { RequestHead, ResponseHead } from './message.ts';
import { isHeuristicallyCacheable, isUnderstoodStatus } from './status-codes.ts';
import { hasValidator } from './validation.ts';
import { varyNames } from './vary.ts';

/** Why a response is not stored. The first three say something of the request alone, the others of its target. */
export type StorabilityObstacle =
  | 'method'
  | 'request-no-store'
  | 'authorization'
  | 'status'
  | 'no-store'
  | 'private'
  | 'set-cookie'
  | 'vary-any'
  | 'no-freshness'
  | 'no-use';

/**
 * What keeps a shared cache from storing a response (RFC 9111 section 3); undefined where nothing does.
 * Stricter than the section in three points: `private="field"` counts as `private`, a response that sets a cookie is
 * stored only where it says that it is meant for everybody, and what could never be used again is not kept.
 */
export function findStorabilityObstacle(request: RequestHead, response: ResponseHead): StorabilityObstacle | undefined {
  const { directives, index, status } = response;
  const understood = directives.has('must-understand') && isUnderstoodStatus(status);
  const shared = directives.has('public') || directives.has('s-maxage');
  if (request.method !== 'GET') return 'method';
  if (request.directives.has('no-store')) return 'request-no-store';
  if (request.index.has('authorization') && !shared && !directives.has('must-revalidate')) return 'authorization';
  if (status < 200 || status === 206 || status === 304) return 'status';
  if (directives.has('must-understand') && !understood) return 'status';
  if (directives.has('no-store') && !understood) return 'no-store';
  if (directives.has('private')) return 'private';
  if (index.has('set-cookie') && !shared) return 'set-cookie';
  if (varyNames(index) === 'any') return 'vary-any';
  return findUselessness(response);
}

function findUselessness(response: ResponseHead): StorabilityObstacle | undefined {
  const { directives, status } = response;
  const explicit = explicitLifetimeMs(response) !== undefined || directives.has('public');
  if (!explicit && !isHeuristicallyCacheable(status)) return 'no-freshness';
  const reusable =
    freshnessLifetimeMs(response) > 0 ||
    hasValidator(response) ||
    (directiveMs(directives, 'stale-while-revalidate') ?? 0) > 0 ||
    (directiveMs(directives, 'stale-if-error') ?? 0) > 0;
  return reusable ? undefined : 'no-use';
}
