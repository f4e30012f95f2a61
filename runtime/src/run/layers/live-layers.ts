import type { Plan } from '@tsk/schemas/plan';
import type { BackendPool } from '../../backends/pool.ts';
import { BackendQueue } from '../../backends/queue.ts';
import type { ResponseCache } from '../../cache/response-cache.ts';
import type { Clock } from '../../clock.ts';
import type { Handler } from '../../http/exchange.ts';
import { createLimitLayer, type LimitLayer, type RefusalCounts } from './limit-layer.ts';
import { withQueue } from './queue-layer.ts';

/** What the layers are made of. */
export interface LayerParts {
  readonly pool: BackendPool;
  readonly clock: Clock;
  /** Null where responses are not cached. */
  readonly cache: ResponseCache | null;
}

/** The layers between the listener and routing, which a new plan can exchange while requests pass. */
export interface LiveLayers {
  /** Puts the layers in front of a handler. */
  wrap(handler: Handler): Handler;
  /** Whether any layer has something to do; where none has, requests may take the short way. */
  areNeeded(): boolean;
  /** Requests that limits have refused, by the name of the limit. */
  refused(): RefusalCounts;
  /** Requests that wait for an instance. */
  waiting(): number;
  /** Goes over to the layers of another plan; requests that are under way keep theirs. */
  exchange(plan: LayerPlan): void;
}

type LayerPlan = Pick<Plan, 'limits'> & { readonly balancing: Pick<Plan['balancing'], 'queue'> };

/** Makes the layers of a plan: limits first, so that what is refused costs little; then the cache; the queue is for what needs an instance. */
export function createLiveLayers(plan: LayerPlan, { pool, clock, cache }: LayerParts): LiveLayers {
  let limits = limitsOf(plan, clock);
  let queue = queueOf(plan, pool, clock);
  let current: LayerPlan = plan;
  const handlers: (() => void)[] = [];

  function wrap(handler: Handler): Handler {
    let layered = handler;
    const compose = (): void => {
      const queued = queue === null ? handler : withQueue(queue, handler);
      const cached = cache?.wrap(queued) ?? queued;
      layered = limits?.wrap(cached) ?? cached;
    };
    handlers.push(compose);
    compose();
    return (request) => layered(request);
  }

  return {
    wrap,
    areNeeded: () => limits !== null || queue !== null || cache !== null,
    refused: () => limits?.refused() ?? {},
    waiting: () => queue?.length ?? 0,
    exchange(next) {
      const before = queue;
      // What clients have used up is kept where the limits have not changed.
      if (!isSame(current.limits, next.limits)) limits = limitsOf(next, clock);
      if (!isSame(current.balancing.queue, next.balancing.queue)) queue = queueOf(next, pool, clock);
      current = next;
      for (const compose of handlers) compose();
      if (before !== queue) before?.close();
    },
  };
}

function limitsOf({ limits }: LayerPlan, clock: Clock): LimitLayer | null {
  return limits.enabled ? createLimitLayer(limits, clock) : null;
}

function queueOf({ balancing: { queue } }: LayerPlan, pool: BackendPool, clock: Clock): BackendQueue | null {
  return queue.enabled ? new BackendQueue(pool, clock, queue) : null;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
