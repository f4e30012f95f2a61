import { describe, expect, it, vi } from 'vitest';
import { type AdminSources, createAdminHandler } from '../../../runtime/src/admin/routes.ts';
import { buildStatus } from '../../../runtime/src/admin/status.ts';
import { initialEngineState, recordManualChange } from '../../../runtime/src/autoscale/engine.ts';
import { BackendPool } from '../../../runtime/src/backends/pool.ts';
import { Statistics } from '../../../runtime/src/cache/statistics.ts';
import { systemClock } from '../../../runtime/src/clock.ts';
import { founding } from '../autoscale/founding.ts';

function makeStatus(ready: boolean) {
  const instance = { id: 'process-1', host: '127.0.0.1', port: 4001, weight: 1, pid: 42, startedAtMs: 0 };
  return buildStatus({
    name: 'shop',
    uptimeMs: 1234.5,
    algorithm: 'least_connections',
    backends: [
      {
        id: 'process-1',
        instance,
        weight: 1,
        state: ready ? 'healthy' : 'unhealthy',
        detail: 'passed its first probe',
        inFlight: 3,
        latencyMs: 12,
        stateSinceMs: 0,
        consecutiveFailures: 0,
        requestsTotal: 10,
        failuresTotal: 1,
      },
    ],
    usage: new Map([['process-1', { cpuRatio: 0.5, memoryRatio: 0.25 }]]),
    cache: new Statistics().read({
      evictions: 0,
      bytes: 100,
      entries: 1,
      maxBytes: 1000,
      policy: 'lru',
      attainableHitRate: null,
      advice: [],
      store: null,
    }),
    events: [{ atMs: 1, kind: 'instance_ready', instanceId: 'process-1', reason: 'it answers' }],
    scaling: founding,
    desired: 2,
    speed: 1,
    signals: { cpu_utilization: 0.5 },
    lastDecision: {
      action: 'none',
      from: 2,
      to: 2,
      wanted: 3,
      trigger: 'reactive_high_load',
      findings: [],
      limit: { kind: 'cooldown', direction: 'scale_up', leftMs: 200_000 },
      scores: { up: 0.6, down: 0 },
    },
    engine: recordManualChange(initialEngineState, 'scale_up', 0),
    scalingNowMs: 100_000,
  });
}

function makeHandler(change: Partial<AdminSources> = {}) {
  return createAdminHandler({
    status: () => makeStatus(true),
    metrics: { contentType: 'text/plain; version=0.0.4', render: async () => 'tsk_up 1\n' },
    scale: () => ({ ok: true, from: 2, to: 3 }),
    reload: async () => ({ ok: true, applied: [], needsRestart: [] }),
    pool: new BackendPool({ clock: systemClock, thresholds: { unhealthyThreshold: 3, healthyThreshold: 2 } }),
    cache: null,
    drainTimeoutMs: 0,
    ...change,
  });
}

describe('the admin routes', () => {
  it('tell the status of instances, balancing, cache and scaling', async () => {
    const { status, contentType, body } = await makeHandler()('GET', '/status');
    expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/json; charset=utf-8' });
    expect(JSON.parse(body)).toMatchObject({
      name: 'shop',
      instances: [{ id: 'process-1', state: 'healthy', pid: 42, port: 4001, inFlight: 3, usage: { cpuRatio: 0.5 } }],
      balancing: { algorithm: 'least_connections' },
      requestsInFlight: 3,
      cache: { bytes: 100, entries: 1 },
      scaling: {
        ready: 1,
        desired: 2,
        bounds: { min: 2, max: 20 },
        signals: { cpu_utilization: 0.5 },
        scores: { up: 0.6 },
        cooldownLeftMs: { scaleUp: 200_000, scaleDown: 0 },
        lastDecision: { sentence: 'would be 3, held at 2 by scale_up cooldown, 200 s left' },
      },
      events: [{ kind: 'instance_ready' }],
    });
  });

  it('answer health checks with whether an instance serves', async () => {
    expect((await makeHandler()('GET', '/healthz')).status).toBe(200);
    expect((await makeHandler({ status: () => makeStatus(false) })('GET', '/healthz')).status).toBe(503);
  });

  it('serve metrics, where the plan collects them', async () => {
    expect(await makeHandler()('GET', '/metrics')).toEqual({
      status: 200,
      contentType: 'text/plain; version=0.0.4',
      body: 'tsk_up 1\n',
    });
    expect((await makeHandler({ metrics: null })('GET', '/metrics')).status).toBe(404);
  });

  it('serve the events', async () => {
    expect(JSON.parse((await makeHandler()('GET', '/events')).body).events).toHaveLength(1);
  });

  it.each([
    { target: '/scale/up', direction: 'scale_up', reason: 'manual' },
    { target: '/scale/down?reason=night%20shift', direction: 'scale_down', reason: 'night shift' },
  ])('POST $target changes the count', async ({ target, direction, reason }) => {
    const scale = vi.fn(() => ({ ok: true as const, from: 2, to: 3 }));
    const { status, body } = await makeHandler({ scale })('POST', target);
    expect(scale).toHaveBeenCalledExactlyOnceWith(direction, reason);
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 202, body: { action: direction, from: 2, to: 3 } });
  });

  it('answer 409 with the words of the document where the count cannot change', async () => {
    const handler = makeHandler({ scale: () => ({ ok: false, error: 'Maximum instances reached: 20' }) });
    const { status, body } = await handler('POST', '/scale/up');
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 409,
      body: { error: 'Maximum instances reached: 20' },
    });
  });

  it.each([
    { method: 'GET', target: '/scale/up', status: 405, allow: 'POST' },
    { method: 'DELETE', target: '/status', status: 405, allow: 'GET' },
    { method: 'HEAD', target: '/status', status: 200, allow: undefined },
    { method: 'GET', target: '/nothing', status: 404, allow: undefined },
    { method: 'GET', target: '//', status: 404, allow: undefined },
    { method: 'GET', target: '*', status: 404, allow: undefined },
  ])('answer $method $target with $status', async ({ method, target, status, allow }) => {
    const scale = vi.fn(() => ({ ok: true as const, from: 2, to: 3 }));
    expect(await makeHandler({ scale })(method, target)).toMatchObject({ status, ...(allow && { allow }) });
    expect(scale).not.toHaveBeenCalled();
  });

  it('list themselves', async () => {
    const { routes } = JSON.parse((await makeHandler()('GET', '/')).body);
    expect(routes.map(({ path }: { path: string }) => path)).toContain('/metrics');
  });
});
