import type { Row } from './row.ts';

const caching = (body: string): string => `[scalability_architecture.caching]\n${body}\n`;

/** Caches and their stores. */
export const caches: readonly Row[] = [
  [
    'TSK5108',
    caching('redis_cluster = { nodes = 4, replication = 2 }'),
    caching('redis_cluster = { nodes = 6, replication = 3 }'),
  ],
  [
    'TSK5143',
    caching('redis_cluster = { nodes = 6, replication = 3 }'),
    caching('redis_cluster = { nodes = 6, replication = 3, enabled = false }'),
  ],
  [
    'TSK5144',
    caching('redis_cluster = { nodes = 7, replication = 3 }'),
    caching('redis_cluster = { nodes = 7, replication = 4 }'),
  ],
  [
    'TSK5145',
    `[scalability_architecture]\ncaching = "redis_cluster"\n${caching('redis_cluster = false')}`,
    `[scalability_architecture]\ncaching = "memcached"\n${caching('redis_cluster = false\nmemcached = true')}`,
  ],
  ['TSK5146', caching('application_cache = { ttl = 0 }'), caching('application_cache = { ttl = 1 }')],
  [
    'TSK5147',
    `[scalability_architecture]\ncaching = "redis_cluster"\n${caching('application_cache = { strategy = "cache_aside" }')}`,
    caching('application_cache = { strategy = "cache_aside" }'),
  ],
  [
    'TSK5148',
    caching('response_cache = { max_size = 0 }'),
    caching('response_cache = { max_size = 0, enabled = false }'),
  ],
  ['TSK5149', caching('response_cache = { max_size = "999KB" }'), caching('response_cache = { max_size = "1000KB" }')],
  [
    'TSK5150',
    `[service]\nmemory = "63MB"\n${caching('response_cache = { max_size = "64MB" }')}`,
    `[service]\nmemory = "64MB"\n${caching('response_cache = { max_size = "64MB" }')}`,
  ],
  [
    'TSK5151',
    caching('response_cache = { max_entry_size = 0 }'),
    caching('response_cache = { max_entry_size = "1KB" }'),
  ],
];
