import type { ClusterOptions } from 'ioredis';
import { parseAddress } from './address.ts';
import { connectionOptions } from './redis.ts';
import { announceOver, storeOn } from './redis-commands.ts';
import type { SharedStore, StoreTiming } from './shared-store.ts';

const DEFAULT_PORT = 6379;

/** How often the client asks which node has which keys: a fail-over is seen after that time, even without an error. */
const SLOTS_REFRESH_MS = 2000;

/** Connects to a Redis Cluster over some of its nodes; nodes that are not there yet are no error. */
export async function openRedisCluster(
  { addresses, password }: { readonly addresses: readonly string[]; readonly password: string | null },
  { timeoutMs, channel }: StoreTiming,
): Promise<SharedStore> {
  const { Cluster } = await import('ioredis');
  const { retryStrategy: _, enableOfflineQueue: __, ...redisOptions } = connectionOptions(timeoutMs);
  const options = {
    redisOptions: { ...redisOptions, ...(password === null ? {} : { password }) },
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    slotsRefreshTimeout: 1000,
    maxRedirections: 4,
    retryDelayOnFailover: 100,
    retryDelayOnClusterDown: 100,
    clusterRetryStrategy: (times: number) => Math.min(500, 50 * times),
    lazyConnect: true,
  } satisfies ClusterOptions;
  const nodes = addresses.map((address) => parseAddress(address, DEFAULT_PORT));
  const client = new Cluster(nodes, options);
  const subscriber = new Cluster(nodes, { ...options, enableOfflineQueue: true });
  for (const one of [client, subscriber]) {
    one.on('error', () => undefined);
    one.connect().catch(() => undefined);
  }
  // The one node that carries the announcements to this process may be any of them.
  const announcements = announceOver(channel, client, subscriber, ['ready', '-node', 'node error']);
  return storeOn('redis_cluster', client, { nodes: () => client.nodes('master'), announcements }, () => {
    client.disconnect();
    subscriber.disconnect();
  });
}
