import { findOrigin, type HealthChecksPlan, type Plan, type ScalingPlan } from '@tsk/schemas/plan';
import { startHealthChecker } from '../backends/health-checker.ts';
import type { BackendPool } from '../backends/pool.ts';
import { systemClock } from '../clock.ts';
import { findFreePort } from '../http/free-port.ts';
import { createProbe } from '../http/probe.ts';
import { Fleet } from '../instances/fleet.ts';
import { getInstanceProvider } from '../instances/index.ts';
import { type InstanceProvider, InstanceStartError } from '../instances/instance.ts';
import type { ManagedProvider } from '../instances/kind.ts';
import type { EventRing } from '../monitor/events.ts';
import type { Log } from '../monitor/log.ts';
import { demoServicePath } from '../package-files.ts';
import { RuntimeStartError } from './start-error.ts';

/** What the instances of a runtime are put together from. */
export interface InstancesOptions {
  readonly pool: BackendPool;
  readonly scaling: ScalingPlan;
  readonly events: EventRing;
  readonly log: Log;
}

/** The instances of a runtime, with everything that keeps them going. */
export interface RunningInstances {
  readonly provider: InstanceProvider;
  readonly fleet: Fleet;
  /**
   * Goes over to another plan: probes, bounds and listed instances. Those that are listed no more are drained; what instances run
   * cannot change.
   */
  exchange(plan: Plan, scaling: ScalingPlan): void;
  /** Ends the instances and what watches over them. */
  stop(): Promise<void>;
  /** Kills the instances at once. */
  killAll(): void;
}

/** Starts the plan's first instances, and their health checks. Rejects with `RuntimeStartError` where there can be none. */
export async function openInstances(plan: Plan, options: InstancesOptions): Promise<RunningInstances> {
  const { pool, scaling, events, log } = options;
  const provider = createProvider(plan, log);
  const { service } = plan;
  const bounds = liveBounds(scaling);
  const fleet = new Fleet({ provider, pool, service, scaling: bounds, clock: systemClock, record: events.record });
  let { health } = plan.balancing;
  let checker = startChecker(pool, health, log);
  const exchange = (next: Plan, nextScaling: ScalingPlan): void => {
    bounds.exchange(nextScaling);
    if (JSON.stringify(next.balancing.health) !== JSON.stringify(health)) {
      health = next.balancing.health;
      checker.stop();
      checker = startChecker(pool, health, log);
    }
    if (provider.relist === undefined) {
      fleet.setWanted(Math.min(bounds.maxInstances, Math.max(bounds.minInstances, fleet.wanted)));
      return;
    }
    const { gone, reweighted, count } = provider.relist(next.instances);
    for (const { id, weight } of reweighted) pool.setWeight(id, weight);
    for (const id of gone) fleet.retire(id);
    fleet.setWanted(count);
  };
  const stop = async (): Promise<void> => {
    await fleet.stop();
    checker.stop();
    provider.close();
  };
  try {
    await fleet.start(scaling.minInstances);
  } catch (error) {
    await stop();
    throw error instanceof InstanceStartError ? explainStart(plan, error) : error;
  }
  return { provider, fleet, exchange, stop, killAll: () => provider.killAll() };
}

type Bounds = Pick<ScalingPlan, 'enabled' | 'minInstances' | 'maxInstances'>;

/** Bounds that another plan can change. */
function liveBounds(scaling: Bounds): Bounds & { exchange(next: Bounds): void } {
  let current = scaling;
  return {
    get enabled() {
      return current.enabled;
    },
    get minInstances() {
      return current.minInstances;
    },
    get maxInstances() {
      return current.maxInstances;
    },
    exchange(next) {
      current = next;
    },
  };
}

function startChecker(pool: BackendPool, health: HealthChecksPlan, log: Log): { stop(): void } {
  return startHealthChecker({
    pool,
    probe: createProbe(health),
    intervalMs: health.enabled ? health.intervalMs : null,
    failingIntervalMs: health.failingIntervalMs,
    jitterRatio: health.jitterRatio,
    clock: systemClock,
    random: Math.random,
    log,
  });
}

/** Settles when an instance serves, at the latest after `timeoutMs`; gives whether one does. */
export function firstReady(pool: BackendPool, timeoutMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const check = (): void => {
    if (pool.list().some(({ state }) => state === 'healthy')) resolve(true);
  };
  const unsubscribe = pool.subscribe(check);
  const timer = systemClock.after(timeoutMs, () => resolve(false));
  check();
  return promise.finally(() => {
    unsubscribe();
    timer.cancel();
  });
}

function createProvider(plan: Plan, log: Log): ManagedProvider {
  const { provider } = plan.service;
  if (provider === 'static' && plan.instances.length === 0) throw noInstances(plan);
  return getInstanceProvider(provider).create({
    plan,
    fallback: { command: process.execPath, args: [demoServicePath()] },
    findPort: findFreePort,
    clock: systemClock,
    log,
  });
}

/** Why a plan that lists no instance cannot be run. */
export function noInstances(plan: Plan): RuntimeStartError {
  return new RuntimeStartError(
    'TSK7105',
    'The provider is static, and no instance is listed. List at least one, or use the provider process.',
    findOrigin(plan, '/service/provider'),
  );
}

function explainStart(plan: Plan, error: InstanceStartError): RuntimeStartError {
  const message = `No instance of the service "${plan.service.name}" can be started: ${error.message}.`;
  return new RuntimeStartError('TSK7104', message, findOrigin(plan, '/service/command'), error);
}
