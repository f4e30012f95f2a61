import { findOrigin, type Plan } from '@tsk/schemas/plan';
import type { ReloadOutcome } from '../admin/reload-outcome.ts';
import { type AdminSources, createAdminHandler } from '../admin/routes.ts';
import { buildStatus, type Status } from '../admin/status.ts';
import { effectiveScaling } from '../autoscale/effective-scaling.ts';
import type { EngineState } from '../autoscale/engine.ts';
import type { Decision } from '../autoscale/policies/policy.ts';
import { BackendPool } from '../backends/pool.ts';
import { openCaches } from '../cache/open-caches.ts';
import { figuresOf } from '../cache/statistics.ts';
import { scaledClock, systemClock } from '../clock.ts';
import { type AdminServer, listenAdmin } from '../http/admin-server.ts';
import { openAccessLog } from '../monitor/access-log.ts';
import { watchAlerts } from '../monitor/alerts.ts';
import { recordEvents } from '../monitor/events.ts';
import type { Log } from '../monitor/log.ts';
import { createMetrics } from '../monitor/metrics.ts';
import { collectRequests } from '../monitor/request-window.ts';
import { checkLimitAddresses } from './check-limit-addresses.ts';
import { followCertificate } from './follow-certificate.ts';
import { openFront } from './front.ts';
import { firstReady, noInstances, openInstances } from './instances.ts';
import { createLiveLayers } from './layers/live-layers.ts';
import { createLiveBalancer, poolSettingsOf } from './live-balancer.ts';
import type { ReadPlan } from './plan-file.ts';
import { createReloader } from './reload.ts';
import { createSampler } from './scaling.ts';
import { type ScalingLoop, startScalingLoop } from './scaling-loop.ts';
import { explainListenError, RuntimeStartError } from './start-error.ts';

/** What running a plan depends on beside the plan. */
export interface RunOptions {
  readonly log: Log;
  /** For development: a self-signed certificate replaces a missing one. */
  readonly dev?: boolean | undefined;
  /** How many times as fast as the machine's the scaling clock runs; 1 where it is left out. */
  readonly speed?: number | undefined;
  /** Reads the plan anew, for a reload; without it there are none. */
  readonly read?: (() => Promise<ReadPlan>) | undefined;
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
  /** Reads the plan anew and goes over to it, without closing a connection; a plan that is of no use changes nothing. */
  reload(): Promise<ReloadOutcome>;
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
  { log, dev = false, speed = 1, read = async () => ({ ok: true, plan }) }: RunOptions,
  cleanUp: CleanUp,
): Promise<Omit<RunningRuntime, 'stop'>> {
  const startedAtMs = systemClock.nowMs();
  let scaling = effectiveScaling(plan);
  const clock = scaledClock(speed);
  const events = recordEvents(log);
  const pool = new BackendPool({ clock: systemClock, ...poolSettingsOf(plan.balancing) });
  const balancer = createLiveBalancer(plan.balancing);
  const requests = collectRequests(clock, scaling.intervalMs, speed);
  const caches = await openCaches(plan, log).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new RuntimeStartError('TSK7110', message, findOrigin(plan, '/cache/redisCluster/provision'), error);
  });
  cleanUp.push(caches.close);
  const cache = caches.response;
  const withStores = (of: Plan): Plan => ({
    ...of,
    service: { ...of.service, env: { ...caches.env, ...of.service.env } },
  });

  checkLimitAddresses(plan);
  const layers = createLiveLayers(plan, { pool, clock: systemClock, cache });
  const accessLog = openAccessLog(plan.server, log);
  cleanUp.push(accessLog.close);

  const { performanceMonitoring: durations, resourceTracking: resources, metricsCollection } = plan.monitoring;
  const metrics = createMetrics(
    {
      backends: () => pool.list(),
      desiredInstances: () => fleet.wanted,
      signals: () => loop.status().signals,
      cache: () => (cache === null ? {} : figuresOf(cache.stats())),
      refused: layers.refused,
      waiting: layers.waiting,
    },
    { durations, resources },
  );

  // The front is opened first, so that a port that is taken costs no start of instances; it is closed first, too.
  const observers = [requests.observe, metrics.observeRequest, accessLog.observe];
  const front = await openFront(plan, { dev, pool, balancer, layers, observers, log });
  cleanUp.push(front.close);
  const { provider, fleet, ...instances } = await openInstances(withStores(plan), { pool, scaling, events, log });
  cleanUp.push(instances.stop, front.close);

  const { record } = events;
  const { sample, usage, sizes } = createSampler(pool, provider, requests);
  const trace = plan.debug.enabled && plan.debug.traceScalability;
  const observeAlerts = plan.monitoring.alerting ? watchAlerts(log) : null;
  const onDecision = (decision: Decision): void => {
    metrics.observeDecision(decision);
    observeAlerts?.({ readyInstances: pool.list().filter(({ state }) => state === 'healthy').length, decision });
  };
  const startLoop = (engine?: EngineState): ScalingLoop =>
    startScalingLoop({
      scaling,
      fleet,
      engine,
      sample,
      sizes,
      resize: provider.sizes?.resize,
      clock,
      record,
      onDecision,
      trace,
      log,
    });
  let loop = startLoop();
  cleanUp.push(() => loop.stop());

  const prepare = async (next: Plan): Promise<() => void> => {
    if (next.service.provider === 'static' && next.instances.length === 0) throw noInstances(next);
    checkLimitAddresses(next);
    const exchangeTls = await front.prepareTls(next);
    const nextScaling = effectiveScaling(next);
    return () => {
      exchangeTls();
      balancer.exchange(next.balancing);
      pool.configure(poolSettingsOf(next.balancing));
      layers.exchange(next);
      accessLog.reopen(next.server);
      const isScalingNew = JSON.stringify(nextScaling) !== JSON.stringify(scaling);
      scaling = nextScaling;
      instances.exchange(withStores(next), scaling);
      if (!isScalingNew) return;
      loop.stop();
      loop = startLoop(loop.status().engine);
    };
  };
  const reloader = createReloader({ plan, read, prepare, log });
  cleanUp.push(followCertificate(plan, async () => (await front.prepareTls(reloader.plan))(), log));

  const status = (): Status =>
    buildStatus({
      name: plan.service.name,
      uptimeMs: systemClock.nowMs() - startedAtMs,
      algorithm: balancer.name,
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
  const sources: AdminSources = {
    status,
    metrics: metricsCollection ? metrics : null,
    scale: (direction, reason) => loop.scale(direction, reason),
    reload: reloader.reload,
    cache,
    pool,
    drainTimeoutMs: plan.service.drainTimeoutMs,
  };
  const admin = await openAdmin(plan, sources, log);
  cleanUp.push(admin.close);
  return {
    url: front.url,
    adminUrl: admin.url,
    ready: firstReady(pool, plan.service.startTimeoutMs),
    status,
    reload: reloader.reload,
    killInstances: instances.killAll,
  };
}

async function openAdmin(plan: Plan, sources: AdminSources, log: Log): Promise<AdminServer> {
  const { adminHost: host, adminPort: port, adminToken: token } = plan.server;
  try {
    return await listenAdmin({
      host,
      port,
      token,
      handle: createAdminHandler(sources),
      onError: (error) => log.error('An admin request met a bug of the runtime (TSK9001).', { error }),
    });
  } catch (error) {
    throw explainListenError(plan, 'TSK7103', { host, port }, error);
  }
}
