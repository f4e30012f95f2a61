import type { Sample } from '../autoscale/signals/signal.ts';
import type { SizeObservation } from '../autoscale/vertical/instance-size.ts';
import type { BackendPool } from '../backends/pool.ts';
import type { InstanceProvider, InstanceUsage } from '../instances/instance.ts';
import type { InstanceSizes } from '../instances/instance-sizes.ts';
import type { RequestWindowCollector } from '../monitor/request-window.ts';

/** Takes samples for the scaling loop, and keeps what it last saw of the instances. */
export interface Sampler {
  sample(): Promise<Sample>;
  /** Use by instance id at the last sample. */
  usage(): ReadonlyMap<string, InstanceUsage>;
  /** The same against the sizes of instances, with what has happened to them since the last call; undefined where they have none. */
  sizes(): SizeObservation | undefined;
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
    sizes: () => (provider.sizes === undefined ? undefined : observeSizes(provider.sizes, usage)),
  };
}

function observeSizes(sizes: InstanceSizes, usage: ReadonlyMap<string, InstanceUsage>): SizeObservation {
  const { machine, applies } = sizes;
  const uses = [...usage].map(([id, { cpuRatio, memoryRatio }]) => {
    const { cpuCores, memoryBytes } = sizes.of(id);
    const allowed = memoryBytes ?? machine.memoryBytes;
    return { id, cpuCores: cpuRatio * cpuCores, memoryBytes: allowed === null ? null : memoryRatio * allowed };
  });
  return { uses, size: sizes.size(), outOfMemory: sizes.takeOutOfMemory(), machine, applies };
}
