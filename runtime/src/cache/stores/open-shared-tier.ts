import { randomUUID } from 'node:crypto';
import type { CachePlan } from '@tsk/schemas/plan';
import { GuardedStore } from './guarded-store.ts';
import { openMemcached } from './memcached.ts';
import { openRedis } from './redis.ts';
import { openRedisCluster } from './redis-cluster.ts';
import type { SharedStore, StoreTiming } from './shared-store.ts';
import { SharedTier } from './shared-tier.ts';

/** Which shared store to connect to. */
export type StoreAddress =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'redis_cluster'; readonly addresses: readonly string[]; readonly password: string | null }
  | { readonly kind: 'memcached'; readonly addresses: readonly string[] };

/** How a cache uses it. */
export interface SharedTierSettings {
  /** How long an answer is waited for; then the request goes on without. */
  readonly timeoutMs: number;
  /** What all keys begin with. */
  readonly keyPrefix: string;
  readonly nowMs: () => number;
}

/** Where processes that the runtime starts find the cluster that it has started: `host:port`, separated by commas. */
export const CLUSTER_VARIABLE = 'TSK_REDIS_CLUSTER';

/**
 * The shared store that a plan names; null where it names none, or not where it is. The `provider` decides; without it, the first one that
 * is on: a cluster, a server, memcached. `local` are the addresses of a cluster that the runtime has started itself.
 */
export function findStoreAddress(plan: CachePlan, local: readonly string[] = []): StoreAddress | null {
  const { provider, redis, redisCluster, memcached } = plan;
  const cluster = redisCluster.provision === 'local' ? local : redisCluster.addresses;
  const wants = (kind: string, enabled: boolean): boolean => (provider === null ? enabled : provider === kind);
  if (wants('redis_cluster', redisCluster.enabled)) {
    const { password } = redisCluster;
    return cluster.length === 0 ? null : { kind: 'redis_cluster', addresses: cluster, password };
  }
  if (wants('redis', redis.enabled)) return { kind: 'redis', url: redis.url };
  if (wants('memcached', memcached.enabled)) {
    return memcached.addresses.length === 0 ? null : { kind: 'memcached', addresses: memcached.addresses };
  }
  return null;
}

/** The addresses that `CLUSTER_VARIABLE` holds; none where it is not set. */
export function readClusterVariable(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return (environment[CLUSTER_VARIABLE] ?? '').split(',').filter((address) => address !== '');
}

/** Connects to a shared store, for the cache called `name`. A store that is not there is bypassed until it is. */
export async function openSharedTier(
  address: StoreAddress,
  name: string,
  { timeoutMs, keyPrefix, nowMs }: SharedTierSettings,
): Promise<OpenSharedTier> {
  const prefix = `${keyPrefix}${name}:`;
  const store = await connect(address, { timeoutMs, channel: `${prefix}changes` });
  const guarded = new GuardedStore(store, { timeoutMs, nowMs });
  const tier = new SharedTier({ store: guarded, prefix, nowMs, newId: randomUUID });
  return { tier, close: () => store.close() };
}

/** A shared tier and how to leave it. */
export interface OpenSharedTier {
  readonly tier: SharedTier;
  close(): Promise<void>;
}

function connect(address: StoreAddress, timing: StoreTiming): Promise<SharedStore> {
  switch (address.kind) {
    case 'redis':
      return openRedis(address.url, timing);
    case 'redis_cluster':
      return openRedisCluster(address, timing);
    case 'memcached':
      return openMemcached(address.addresses, timing);
  }
}
