import type { CachePlan } from '@tsk/schemas/plan';
import { type Draft, known } from './draft.ts';
import type { Settings } from './settings.ts';

const megabyte = 1_000_000;

/** Lowers `[scalability_architecture.caching]`. The response cache follows the application cache unless it speaks for itself. */
export function lowerCache(settings: Settings): Draft<CachePlan> {
  const table = 'scalability_architecture.caching';
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
      policy: settings.choice(
        [`${table}.response_cache.eviction_policy`],
        ['adaptive_w_tinylfu', 'w_tinylfu', 's3_fifo', 'lirs', 'arc', 'slru', 'sieve', 'lru', 'clock', 'fifo'],
        'adaptive_w_tinylfu',
      ),
    },
    application: {
      enabled: application,
      strategy: settings.choice(
        [`${table}.application_cache.strategy`],
        ['write_through', 'write_behind', 'write_around', 'cache_aside', 'read_through'],
        'cache_aside',
      ),
      ttlMs: settings.number([`${table}.application_cache.ttl`], 3_600_000),
    },
    redisCluster: {
      enabled: settings.switchOf([`${table}.redis_cluster`], false),
      nodes: settings.number([`${table}.redis_cluster.nodes`], 6),
      replication: settings.number([`${table}.redis_cluster.replication`], 3),
      persistence: settings.boolean([`${table}.redis_cluster.persistence`], true),
    },
    memcached: {
      enabled: settings.switchOf([`${table}.memcached`], false),
      nodes: settings.number([`${table}.memcached.nodes`], 1),
    },
  };
}
