import type { Plan } from '@tsk/schemas/plan';
import { systemClock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import { describeAdvice } from './advice/advise.ts';
import { openResponseCache } from './open-cache.ts';
import type { ResponseCache } from './response-cache.ts';
import { type LocalCluster, startLocalCluster } from './stores/local/local-cluster.ts';
import { CLUSTER_VARIABLE, findStoreAddress, openSharedTier } from './stores/open-shared-tier.ts';

/** The caches of a runtime, with the stores behind them. */
export interface Caches {
  /** Null where responses are not cached. */
  readonly response: ResponseCache | null;
  /** What processes of the service have to be told in their environment, to find the stores. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Opens what a plan says of caching: a local Redis Cluster, the shared store, the response cache and the look after its hit rate. A store that does
 * not answer is no error. Rejects where a local cluster cannot be started; nothing is left running then.
 */
export async function openCaches({ cache: plan }: Plan, log: Log): Promise<Caches> {
  const { nowMs } = systemClock;
  const cluster = await provision(plan, log);
  const address = plan.response.enabled && plan.response.shared ? findStoreAddress(plan, cluster?.addresses) : null;
  const { timeoutMs, keyPrefix } = plan;
  const opened = address === null ? null : await openSharedTier(address, 'http', { timeoutMs, keyPrefix, nowMs });
  const response = openResponseCache(plan.response, nowMs, { shared: opened?.tier ?? null, optimizer: plan.optimizer });
  const timer =
    response === null ? undefined : setInterval(() => lookAt(response, log), plan.optimizer.intervalMs).unref();
  return {
    response,
    env: cluster === null ? {} : { [CLUSTER_VARIABLE]: cluster.addresses.join(',') },
    async close() {
      clearInterval(timer);
      await opened?.close();
      await cluster?.stop();
    },
  };
}

/** Starts the cluster that the plan wants here, or none. */
async function provision({ redisCluster, provider }: Plan['cache'], log: Log): Promise<LocalCluster | null> {
  const { enabled, nodes, replication, persistence, dataFolder: folder } = redisCluster;
  const isUsed = provider === null ? enabled : provider === 'redis_cluster';
  if (!isUsed || redisCluster.provision !== 'local') return null;
  const startMs = systemClock.nowMs();
  const cluster = await startLocalCluster({ nodes, replication, persistence, folder, log });
  const seconds = ((systemClock.nowMs() - startMs) / 1000).toFixed(1);
  log.info(`A Redis Cluster of ${nodes} nodes serves on this machine, after ${seconds} s.`, {
    addresses: cluster.addresses,
  });
  return cluster;
}

function lookAt(cache: ResponseCache, log: Log): void {
  const { advice, applied } = cache.look();
  for (const one of advice) log.debug(describeAdvice(one), { event: 'cache_advice', ...one });
  if (applied !== null) {
    const gain = advice.find(({ kind }) => kind === 'policy');
    const why = gain === undefined ? '' : ` ${describeAdvice(gain)}`;
    log.info(`The response cache goes over to the eviction policy ${applied}.${why}`, {
      event: 'cache_policy',
      policy: applied,
    });
  }
}
