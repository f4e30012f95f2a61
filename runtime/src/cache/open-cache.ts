import type { CacheOptimizerPlan, ResponseCachePlan } from '@tsk/schemas/plan';
import { findEvictionPolicy } from './policies/index.ts';
import { createResponseCache, type ResponseCache } from './response-cache.ts';
import type { SharedTier } from './stores/shared-tier.ts';

/** The response cache that a plan asks for; null where it asks for none. `nowMs` is real time, since the epoch. */
export function openResponseCache(
  plan: ResponseCachePlan,
  nowMs: () => number,
  { shared = null, optimizer }: { readonly shared?: SharedTier | null; readonly optimizer?: CacheOptimizerPlan } = {},
): ResponseCache | null {
  if (!plan.enabled) return null;
  const { maxBytes, maxEntryBytes, sortQuery, ignoredQuery } = plan;
  const policy = findEvictionPolicy(plan.policy);
  if (policy === undefined) throw new Error(`no eviction policy of the runtime is called ${plan.policy}`);
  return createResponseCache({
    maxBytes,
    maxEntryBytes,
    policy,
    nowMs,
    shared,
    queryRules: { sortQuery, ignoredQuery },
    ...(optimizer === undefined ? {} : { optimizer }),
  });
}
