import type { Plan } from '@tsk/schemas/plan';
import { type AdminSources, createAdminHandler } from '../admin/routes.ts';
import { buildStatus, type Status } from '../admin/status.ts';
import { effectiveScaling } from '../autoscale/effective-scaling.ts';
import type { Decision } from '../autoscale/policies/policy.ts';
import { BackendPool } from '../backends/pool.ts';
import { openResponseCache } from '../cache/open-cache.ts';
import { scaledClock, systemClock } from '../clock.ts';
import { type AdminServer, listenAdmin } from '../http/admin-server.ts';
import { watchAlerts } from '../monitor/alerts.ts';
import { recordEvents } from '../monitor/events.ts';
import type { Log } from '../monitor/log.ts';
import { createMetrics } from '../monitor/metrics.ts';
import { collectRequests } from '../monitor/request-window.ts';
import { openFront } from './front.ts';
import { firstReady, openInstances } from './instances.ts';
import { createSampler } from './scaling.ts';
import { startScalingLoop } from './scaling-loop.ts';
import { explainListenError } from './start-error.ts';

/** What running a plan depends on beside the plan. */
export interface RunOptions {
  readonly log: Log;
  /** For development: a self-signed certificate replaces a missing one. */
  readonly dev?: boolean | undefined;
  /** How many times as fast as the machine's the scaling clock runs; 1 where it is left out. */
  readonly speed?: number | undefined;
}

/** A plan at work. */
export interface RunningRuntime {
  /** Where clients connect: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where the operator connects. */
  readonly adminUrl: string;
  /** Settles when the first instance serves, or when its time to start is up; gives whether one does. */
  readonly ready: Promise<boolean>;
  status(): Status;
  /** Finishes the requests in flight, then ends the instances and closes everything. */
  stop(): Promise<void>;
  /** Kills the instances at once: for the moment when the program itself is ending. */
  killInstances(): void;
}

/** How to undo what was opened so far, in the order of opening. */
type CleanUp = (() => unknown)[];

/**
 * Runs a plan: instances, balancer, cache, scaling and the admin listener are put together here.
 * Rejects with `RuntimeStartError` where the world does not allow it; nothing is left running then.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunningRuntime> {
  const cleanUp: CleanUp = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= undoAll(cleanUp);
    return stopping;
  };
  try {
    return { ...(await start(plan, options, cleanUp)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function undoAll(cleanUp: CleanUp): Promise<void> {
  for (const undo of cleanUp.toReversed()) await undo();
}

async function start(
  plan: Plan,
  { log, dev = false, speed = 1 }: RunOptions,
  cleanUp: CleanUp,
): Promise<Omit<RunningRuntime, 'stop'>> {
  const startedAtMs = systemClock.nowMs();
  const scaling = effectiveScaling(plan);
  const clock = scaledClock(speed);
  const events = recordEvents(log);
  const pool = new BackendPool({ clock: systemClock, thresholds: plan.balancing.health });
  const requests = collectRequests(clock, scaling.intervalMs, speed);
  const cache = openResponseCache(plan.cache.response, systemClock.nowMs);

  const { performanceMonitoring: durations, resourceTracking: resources, metricsCollection } = plan.monitoring;
  const metrics = createMetrics(
    {
      backends: () => pool.list(),
      desiredInstances: () => fleet.wanted,
      signals: () => loop.status().signals,
      cache: () => ({ ...cache?.stats() }),
    },
    { durations, resources },
  );

  // The front is opened first, so that a port that is taken costs no start of instances; it is closed first, too.
  const observers = [requests.observe, metrics.observeRequest];
  const front = await openFront(plan, { dev, pool, cache, observers, log });
  cleanUp.push(front.close);
  const { provider, fleet, ...instances } = await openInstances(plan, { pool, scaling, events, log });
  cleanUp.push(instances.stop, front.close);

  const { record } = events;
  const { sample, usage } = createSampler(pool, provider, requests);
  const trace = plan.debug.enabled && plan.debug.traceScalability;
  const observeAlerts = plan.monitoring.alerting ? watchAlerts(log) : null;
  const onDecision = (decision: Decision): void => {
    metrics.observeDecision(decision);
    observeAlerts?.({ readyInstances: pool.list().filter(({ state }) => state === 'healthy').length, decision });
  };
  const loop = startScalingLoop({ scaling, fleet, sample, clock, record, onDecision, trace, log });
  cleanUp.push(loop.stop);

  const status = (): Status =>
    buildStatus({
      name: plan.service.name,
      uptimeMs: systemClock.nowMs() - startedAtMs,
      algorithm: plan.balancing.algorithm,
      backends: pool.list(),
      usage: usage(),
      cache: cache?.stats() ?? null,
      events: events.list(),
      scaling,
      desired: fleet.wanted,
      speed,
      scalingNowMs: clock.nowMs(),
      ...loop.status(),
    });
  const admin = await openAdmin(plan, { status, metrics: metricsCollection ? metrics : null, scale: loop.scale }, log);
  cleanUp.push(admin.close);
  return {
    url: front.url,
    adminUrl: admin.url,
    ready: firstReady(pool, plan.service.startTimeoutMs),
    status,
    killInstances: instances.killAll,
  };
}

async function openAdmin(plan: Plan, sources: AdminSources, log: Log): Promise<AdminServer> {
  const { adminHost: host, adminPort: port } = plan.server;
  try {
    return await listenAdmin({
      host,
      port,
      handle: createAdminHandler(sources),
      onError: (error) => log.error('An admin request met a bug of the runtime (TSK9001).', { error }),
    });
  } catch (error) {
    throw explainListenError(plan, 'TSK7103', { host, port }, error);
  }
}
