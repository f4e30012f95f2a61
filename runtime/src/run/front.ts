import { randomBytes } from 'node:crypto';
import { findOrigin, type Plan } from '@tsk/schemas/plan';
import type { BackendPool } from '../backends/pool.ts';
import { systemClock } from '../clock.ts';
import { TrustedProxyError } from '../http/forwarded.ts';
import { createProxy } from '../http/proxy.ts';
import type { TlsMaterial } from '../http/tls.ts';
import type { Log } from '../monitor/log.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import type { LiveLayers } from './layers/live-layers.ts';
import type { LiveBalancer } from './live-balancer.ts';
import { explainListenError, RuntimeStartError } from './start-error.ts';
import { prepareTls } from './tls.ts';

/** What the front of a runtime is put together from. */
export interface FrontOptions {
  readonly dev: boolean;
  readonly pool: BackendPool;
  readonly balancer: LiveBalancer;
  readonly layers: LiveLayers;
  readonly observers: readonly RequestObserver[];
  readonly log: Log;
}

/** The listener that clients connect to. */
export interface Front {
  readonly url: string;
  /** Reads the certificate of another plan; gives how to put it in place for new connections. Rejects with `RuntimeStartError`. */
  prepareTls(plan: Plan): Promise<() => void>;
  /** Finishes what is in flight, for as long as the plan allows; a second call waits for the first. */
  close(): Promise<void>;
}

/** Opens the listener of the clients over cache, affinity and balancer. Rejects with `RuntimeStartError`. */
export async function openFront(plan: Plan, options: FrontOptions): Promise<Front> {
  const proxy = createPlanProxy(plan, options, await prepareTls(plan, options.dev, options.log));
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= proxy.close(plan.server.shutdownTimeoutMs);
    return closed;
  };
  try {
    const { url } = await proxy.listen();
    const replace = async (next: Plan): Promise<() => void> => {
      if (!plan.balancing.tls.enabled || !next.balancing.tls.enabled) return () => undefined;
      const material = await prepareTls(next, options.dev, options.log);
      return () => material !== null && proxy.replaceTls(material);
    };
    return { url, prepareTls: replace, close };
  } catch (error) {
    await close();
    throw explainListenError(plan, 'TSK7102', plan.server, error);
  }
}

function createPlanProxy(
  plan: Plan,
  options: FrontOptions,
  tlsMaterial: TlsMaterial | null,
): ReturnType<typeof createProxy> {
  const { pool, balancer, layers, observers, log } = options;
  try {
    return createProxy({
      // The balancer knows on its own whether it spreads requests, which may change.
      plan: { ...plan, balancing: { ...plan.balancing, enabled: true } },
      pool,
      balancer,
      wrap: layers.wrap,
      hasLayers: layers.areNeeded,
      observe: (observation) => {
        for (const observe of observers) observe(observation);
      },
      clock: systemClock,
      log,
      // Sessions last as long as the runtime: the instances that they belong to do not outlive it either.
      secret: randomBytes(32),
      tlsMaterial,
    });
  } catch (error) {
    if (!(error instanceof TrustedProxyError)) throw error;
    const message = `A trusted proxy is of no use: ${error.message}. Correct or remove it.`;
    throw new RuntimeStartError('TSK7107', message, findOrigin(plan, error.pointer), error);
  }
}
