import { cacheKey, keyPrefix } from './cache-key.ts';
import type { Entries } from './entries.ts';
import type { Purge } from './purge.ts';
import { tagsOf } from './purge.ts';
import type { QueryRules } from './query-rules.ts';
import type { SharedResponses } from './shared-responses.ts';
import type { Variants } from './stored-response.ts';
import type { Change } from './stores/changes.ts';
import type { SharedTier } from './stores/shared-tier.ts';

/** Removes from the shared store what a purge means, and writes back what is to stay as stale. */
export async function purgeShared(
  shared: SharedResponses,
  what: Purge,
  rules: QueryRules,
  softened: ReadonlyMap<string, Variants>,
): Promise<void> {
  await remove(shared.tier, what, rules);
  for (const [key, variants] of softened) await shared.keep(key, variants);
}

/** Removes from the memory what other processes remove from the shared store, or have written anew. */
export function listenToShared(tier: SharedTier, entries: Entries): void {
  const onChange = (change: Change): void => {
    if ('keys' in change) entries.invalidate((key) => change.keys.includes(key));
    else if ('prefix' in change) entries.invalidate((key) => key.startsWith(change.prefix));
    else if ('tags' in change) {
      entries.invalidate(
        () => false,
        (response) => tagsOf(response).some((tag) => change.tags.includes(tag)),
      );
    } else entries.invalidate(() => true);
  };
  tier.listen({ onChange, onGap: () => entries.invalidate(() => true) }).catch(() => undefined);
}

function remove(tier: SharedTier, what: Purge, rules: QueryRules): Promise<boolean> {
  switch (what.kind) {
    case 'all':
      return tier.clear();
    case 'address':
      return tier.remove([cacheKey(what, rules)]);
    case 'prefix':
      return tier.invalidatePrefix(keyPrefix(what.scheme, what.authority) + what.target);
    case 'tag':
      return tier.invalidateTags([what.tag]);
  }
}
