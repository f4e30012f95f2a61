import type { Plan, ScalingPlan } from '@tsk/schemas/plan';
import { signals } from '../autoscale/signals/index.ts';
import type { Sample } from '../autoscale/signals/signal.ts';
import type { BackendPool } from '../backends/pool.ts';
import type { InstanceProvider, InstanceUsage } from '../instances/instance.ts';
import type { RequestWindowCollector } from '../monitor/request-window.ts';

/**
 * The scaling that a plan amounts to here: never without an instance, since no signal would ever ask for the first one;
 * without signals that nobody measures, since one that is always missing would never let the service shrink; and with a
 * fixed count where the instances are listed.
 */
export function effectiveScaling({ scaling, service, instances }: Plan): ScalingPlan {
  const metrics = scaling.metrics.filter(({ name }) => signals.some((signal) => signal.name === name));
  if (service.provider === 'static') {
    const count = instances.length;
    return { ...scaling, metrics, enabled: false, minInstances: count, maxInstances: count };
  }
  const minInstances = Math.max(1, scaling.minInstances);
  return { ...scaling, metrics, minInstances, maxInstances: Math.max(minInstances, scaling.maxInstances) };
}

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
