import type { CachePlan } from '@tsk/schemas/plan';
import { type Draft, known } from './draft.ts';
import type { Settings } from './settings.ts';

const megabyte = 1_000_000;

/** In the order of the runtime's list. */
const policies = [
  'adaptive_w_tinylfu',
  'w_tinylfu',
  's3_fifo',
  'lirs',
  'arc',
  'slru',
  'sieve',
  'lru',
  'clock',
  'fifo',
] as const;

const table = 'scalability_architecture.caching';

/** Lowers `[scalability_architecture.caching]`. The response cache follows the application cache unless it speaks for itself. */
export function lowerCache(settings: Settings): Draft<CachePlan> {
  const application = settings.switchOf([`${table}.application_cache`], false);
  return {
    provider: settings.string([`${table}.provider`], null),
    response: {
      enabled: settings.switchOf(
        [`${table}.response_cache`, `${table}.application_cache`],
        known(application) === true,
      ),
      maxBytes: settings.number([`${table}.response_cache.max_size`], 64 * megabyte),
      maxEntryBytes: settings.number([`${table}.response_cache.max_entry_size`], megabyte),
      policy: settings.choice([`${table}.response_cache.eviction_policy`], policies, 'adaptive_w_tinylfu'),
      shared: settings.boolean([`${table}.response_cache.shared`], true),
      sortQuery: settings.boolean([`${table}.response_cache.sort_query`], false),
      ignoredQuery: settings.strings(`${table}.response_cache.ignored_query`, []),
    },
    application: lowerApplication(settings, application),
    redis: {
      enabled: settings.switchOf([`${table}.redis`], false),
      url: settings.string([`${table}.redis.url`], 'redis://127.0.0.1:6379'),
    },
    redisCluster: {
      enabled: settings.switchOf([`${table}.redis_cluster`], false),
      nodes: settings.number([`${table}.redis_cluster.nodes`], 6),
      replication: settings.number([`${table}.redis_cluster.replication`], 3),
      persistence: settings.boolean([`${table}.redis_cluster.persistence`], true),
      addresses: settings.strings(`${table}.redis_cluster.addresses`, []),
      password: settings.string([`${table}.redis_cluster.password`], null),
      provision: settings.choice([`${table}.redis_cluster.provision`], ['external', 'local'], 'external'),
      dataFolder: settings.string([`${table}.redis_cluster.data_folder`], null),
    },
    memcached: {
      enabled: settings.switchOf([`${table}.memcached`], false),
      nodes: settings.number([`${table}.memcached.nodes`], 1),
      addresses: settings.strings(`${table}.memcached.addresses`, []),
    },
    timeoutMs: settings.number([`${table}.timeout`], 250),
    keyPrefix: settings.string([`${table}.key_prefix`], 'tsk:'),
    optimizer: {
      apply: settings.boolean([`${table}.auto_optimize`], false),
      intervalMs: settings.number([`${table}.optimize_interval`], 60_000),
      hitRateTrigger: settings.number([`${table}.hit_rate_trigger`], null),
      sizeTrigger: settings.number([`${table}.size_trigger`], null),
    },
  };
}

function lowerApplication(settings: Settings, enabled: Draft<boolean>): Draft<CachePlan['application']> {
  const at = (key: string): readonly string[] => [`${table}.application_cache.${key}`];
  return {
    enabled,
    strategy: settings.choice(
      at('strategy'),
      ['write_through', 'write_behind', 'write_around', 'cache_aside', 'read_through'],
      'cache_aside',
    ),
    ttlMs: settings.number(at('ttl'), 3_600_000),
    maxBytes: settings.number(at('max_size'), 64 * megabyte),
    maxEntries: settings.number(at('max_entries'), 100_000),
    staleMs: settings.number(at('stale_while_revalidate'), 0),
    negativeTtlMs: settings.number(at('negative_ttl'), 0),
    ttlJitter: settings.number(at('ttl_jitter'), 0.1),
    earlyRefresh: settings.boolean(at('early_refresh'), true),
    policy: settings.choice(at('eviction_policy'), policies, 'adaptive_w_tinylfu'),
  };
}
