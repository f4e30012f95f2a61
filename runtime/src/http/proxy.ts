import type { Plan } from '@tsk/schemas/plan';
import type { BackendPool } from '../backends/pool.ts';
import { createRouter } from '../backends/route.ts';
import { SourceAffinity } from '../backends/source-affinity.ts';
import type { Balancer } from '../balance/balancer.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import { createAffinityCookies, withAffinity } from './affinity.ts';
import type { Handler } from './exchange.ts';
import { createForwardHandler } from './forward-handler.ts';
import type { ForwardContext } from './forwarding.ts';
import { RetryBudget } from './retry.ts';
import { createFrontServer } from './server.ts';
import type { TlsMaterial } from './tls.ts';
import { Sweeper } from './transport/sweeper.ts';
import { UpstreamSockets } from './transport/upstream-sockets.ts';

/** What a proxy is made of. */
export interface ProxyOptions {
  readonly plan: Pick<Plan, 'server' | 'balancing'>;
  readonly pool: BackendPool;
  readonly balancer: Balancer;
  /** Puts a layer, such as the response cache, in front of routing. */
  readonly wrap?: (handler: Handler) => Handler;
  /** Whether what `wrap` adds has anything to do with requests at the moment; always where it is left out. */
  readonly hasLayers?: () => boolean;
  readonly observe: RequestObserver;
  readonly clock: Clock;
  readonly log: Log;
  /** Key of the affinity cookie's signature, at least 32 bytes; sessions last as long as it does. */
  readonly secret: string | Buffer;
  /** Certificate and key where the plan enables TLS; null speaks plain HTTP. */
  readonly tlsMaterial: TlsMaterial | null;
}

/** The data plane: takes requests in and has them answered. */
export interface ReverseProxy {
  /** The request path without the listener: affinity, then `wrap`, then routing. */
  readonly handler: Handler;
  /** Starts to take requests in. Rejects with the system's error where the port cannot be opened. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Uses another certificate and key for connections that are still to come. Nothing happens on a listener without TLS. */
  replaceTls(material: TlsMaterial): void;
  /** Finishes what is in flight, for at most `timeoutMs`, and closes every connection on both sides. */
  close(timeoutMs: number): Promise<void>;
}

/** Puts the request path together: listener, session affinity, what `wrap` adds, routing with retries, upstream connections. */
export function createProxy(options: ProxyOptions): ReverseProxy {
  const { plan, pool, balancer, clock, log, observe, secret, tlsMaterial } = options;
  const { affinity } = plan.balancing;
  const sweeper = new Sweeper();
  const sockets = new UpstreamSockets(sweeper);
  const byAddress = affinity.enabled && affinity.method === 'ip';
  const source = byAddress ? new SourceAffinity(affinity.timeoutMs, clock) : null;
  const forward: ForwardContext = {
    pool,
    route: createRouter({ pool, balancer, spread: plan.balancing.enabled, source }),
    sockets,
    sweeper,
    budget: new RetryBudget(clock, plan.balancing.retries.budgetRatio),
    retries: plan.balancing.retries,
    clock,
    log,
    requestTimeoutMs: plan.server.requestTimeoutMs,
  };
  const byCookie = affinity.enabled && affinity.method === 'cookie';
  const secure = tlsMaterial !== null;
  const cookies = byCookie ? createAffinityCookies({ affinity, secret, secure, clock }) : null;
  const toBackend = createForwardHandler(forward);
  const layered = options.wrap?.(toBackend) ?? toBackend;
  const handler = cookies === null ? layered : withAffinity(layered, cookies);
  const server = createFrontServer({
    plan: plan.server,
    tls: tlsMaterial,
    handler,
    hasLayers: () => options.wrap !== undefined && (options.hasLayers?.() ?? true),
    direct: { forward, affinity: cookies },
    sweeper,
    observe,
    clock,
    log,
  });
  const unsubscribe = pool.subscribe((change) => {
    if (change.kind === 'removed') sockets.forget(change.backend.id);
  });

  return {
    handler,
    listen: () => server.listen(),
    replaceTls: (material) => server.replaceTls(material),
    async close(timeoutMs) {
      await server.close(timeoutMs);
      unsubscribe();
      sockets.close();
    },
  };
}
