import type { Sample } from '../autoscale/signals/signal.ts';
import type { BackendPool } from '../backends/pool.ts';
import type { InstanceProvider, InstanceUsage } from '../instances/instance.ts';
import type { RequestWindowCollector } from '../monitor/request-window.ts';

/** Takes samples for the scaling loop, and keeps what it last saw of the instances. */
export interface Sampler {
  sample(): Promise<Sample>;
  /** Use by instance id at the last sample. */
  usage(): ReadonlyMap<string, InstanceUsage>;
}

/** A sampler over the pool, the provider and the requests of the last interval. */
export function createSampler(
  pool: BackendPool,
  provider: InstanceProvider,
  requests: RequestWindowCollector,
): Sampler {
  let usage: ReadonlyMap<string, InstanceUsage> = new Map();
  return {
    async sample() {
      const backends = pool.list();
      const ready = backends.filter(({ state }) => state === 'healthy');
      usage = await provider.usage(ready.map(({ instance }) => instance));
      return {
        readyInstances: ready.length,
        usage: [...usage.values()],
        requests: requests.read(),
        inFlight: backends.reduce((total, { inFlight }) => total + inFlight, 0),
      };
    },
    usage: () => usage,
  };
}
