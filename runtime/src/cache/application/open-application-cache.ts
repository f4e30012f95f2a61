import type { ApplicationCachePlan, Plan } from '@tsk/schemas/plan';
import { systemClock } from '../../clock.ts';
import { findEvictionPolicy } from '../policies/index.ts';
import type { Change } from '../stores/changes.ts';
import { createMemoryStore } from '../stores/memory.ts';
import {
  findStoreAddress,
  openSharedTier,
  readClusterVariable,
  type StoreAddress,
} from '../stores/open-shared-tier.ts';
import type { SharedTier } from '../stores/shared-tier.ts';
import { getWriteStrategy } from '../strategies/index.ts';
import type { WriteStrategy } from '../strategies/strategy.ts';
import { ApplicationCache } from './application-cache.ts';
import type { CacheEntry } from './entry.ts';
import type { ApplicationCacheExtras, ApplicationCacheOptions } from './options.ts';
import { Counters } from './statistics.ts';
import { type LocalEntry, Tiers } from './tiers.ts';

const DEFAULTS: Omit<ApplicationCachePlan, 'enabled'> = {
  strategy: 'cache_aside',
  ttlMs: 3_600_000,
  maxBytes: 64_000_000,
  maxEntries: 100_000,
  staleMs: 0,
  negativeTtlMs: 0,
  ttlJitter: 0.1,
  earlyRefresh: true,
  policy: 'adaptive_w_tinylfu',
};

/** Everything that a cache is opened from. */
interface Settings {
  readonly plan: Omit<ApplicationCachePlan, 'enabled'>;
  readonly store: StoreAddress | null;
  readonly timeoutMs: number;
  readonly keyPrefix: string;
}

/**
 * Opens the cache of an application, as a plan configures it or from options. A service that the runtime has started finds the cluster that the
 * runtime has started for it. A shared store that is not there is bypassed, and used as soon as it is.
 */
export async function openApplicationCache(
  from: Plan | ApplicationCacheOptions,
  extras: ApplicationCacheExtras = {},
): Promise<ApplicationCache> {
  const { plan, store, timeoutMs, keyPrefix } = readSettings(from);
  const { nowMs } = systemClock;
  const opened = store === null ? null : await openSharedTier(store, 'app', { timeoutMs, keyPrefix, nowMs });
  const shared = opened?.tier ?? null;
  const local = createMemoryStore<LocalEntry>({
    maxBytes: plan.maxBytes,
    maxEntries: plan.maxEntries,
    policy: getPolicy(plan.policy),
  });
  const tiers = new Tiers(local, shared, nowMs);
  const counters = new Counters();
  const strategy = createStrategy(plan, tiers, counters, extras);
  const cache = new ApplicationCache({
    tiers,
    strategy,
    load: plan.strategy === 'read_through' ? (extras.source?.load?.bind(extras.source) ?? null) : null,
    lifetimes: plan,
    earlyRefresh: plan.earlyRefresh,
    collapseWaitMs: extras.collapseWaitMs ?? 5000,
    counters,
    invalidateShared: (change) => invalidate(shared, change),
    stats: () => ({
      strategy: plan.strategy,
      ...counters.read(),
      ...local.stats(),
      maxBytes: plan.maxBytes,
      pending: strategy.pending,
      store: shared?.stats() ?? null,
    }),
    close: async () => opened?.close(),
    nowMs,
    random: Math.random,
  });
  shared
    ?.listen({ onChange: (change) => cache.forget(change), onGap: () => cache.forget({ all: true }) })
    .catch(() => undefined);
  return cache;
}

function readSettings(from: Plan | ApplicationCacheOptions): Settings {
  if ('cache' in from) {
    const { application, timeoutMs, keyPrefix } = from.cache;
    return {
      plan: application,
      store: findStoreAddress(from.cache, readClusterVariable(process.env)),
      timeoutMs,
      keyPrefix,
    };
  }
  const { store = null, timeoutMs = 250, keyPrefix = 'tsk:', ...own } = from;
  return { plan: { ...DEFAULTS, ...own }, store, timeoutMs, keyPrefix };
}

function createStrategy(
  plan: Settings['plan'],
  tiers: Tiers,
  counters: Counters,
  { source, writeBehind, onLost }: ApplicationCacheExtras,
): WriteStrategy<CacheEntry> {
  const save = source?.save?.bind(source);
  return getWriteStrategy(plan.strategy).create<CacheEntry>(
    {
      keepLocal: ({ key, value }) => tiers.keepLocal(key, value),
      dropLocal: (key) => tiers.dropLocal(key),
      keepShared: ({ key, value }) => tiers.keepShared(key, value),
      dropShared: (key) => tiers.dropShared(key),
      save: save === undefined ? null : (key, entry) => save(key, entry.value),
    },
    {
      maxDelayMs: writeBehind?.maxDelayMs ?? 1000,
      maxPending: writeBehind?.maxPending ?? 10_000,
      onLost: (key, error) => {
        counters.count('lost');
        onLost?.(key, error);
      },
    },
  );
}

async function invalidate(shared: SharedTier | null, change: Change): Promise<boolean> {
  if (shared === null) return true;
  if ('tags' in change) return shared.invalidateTags(change.tags);
  if ('prefix' in change) return shared.invalidatePrefix(change.prefix);
  if ('keys' in change) return shared.remove(change.keys);
  return shared.clear();
}

function getPolicy(name: string): NonNullable<ReturnType<typeof findEvictionPolicy>> {
  const policy = findEvictionPolicy(name);
  if (policy === undefined) throw new Error(`no eviction policy of the runtime is called ${name}`);
  return policy;
}
