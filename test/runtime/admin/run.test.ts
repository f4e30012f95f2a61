import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plan } from '@tsk/schemas/plan';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type RunningRuntime, type RunOptions, runPlan } from '../../../runtime/src/run/run-plan.ts';
import type { RuntimeStartError } from '../../../runtime/src/run/start-error.ts';
import { isAlive } from '../instances/is-alive.ts';
import { recordingLog } from '../instances/recording-log.ts';
import { serviceOf, testPlan, writtenAt } from './plan.ts';

const running: RunningRuntime[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((runtime) => runtime.stop()));
});

async function run(change: Partial<Plan> = {}, options: Partial<RunOptions> = {}) {
  const { log, lines } = recordingLog();
  const runtime = await runPlan({ ...testPlan, ...change }, { log, ...options });
  running.push(runtime);
  return Object.assign(runtime, { lines });
}

async function allReady(runtime: RunningRuntime, count: number): Promise<void> {
  await vi.waitFor(() => expect(runtime.status().scaling.ready).toBe(count), { timeout: 10_000, interval: 20 });
}

async function failedStart(change: Partial<Plan>): Promise<RuntimeStartError> {
  return runPlan({ ...testPlan, ...change }, { log: recordingLog().log }).then(
    () => expect.unreachable('it should not have started'),
    (error) => error,
  );
}

describe('a running plan', () => {
  it('balances over real processes and tells about it', async () => {
    const runtime = await run();
    await allReady(runtime, 2);
    const answers = await Promise.all([1, 2, 3, 4].map(async () => (await fetch(runtime.url)).text()));
    const pids = runtime.status().instances.map(({ pid }) => String(pid));
    expect(answers.toSorted()).toEqual([...pids, ...pids].toSorted());
    const status = await (await fetch(`${runtime.adminUrl}/status`)).json();
    expect(status).toMatchObject({ name: 'test service', balancing: { algorithm: 'round_robin' } });
    const metrics = await (await fetch(`${runtime.adminUrl}/metrics`)).text();
    expect(metrics).toContain('tsk_requests_total{status="2xx",cache="bypass"} 4');
    expect(metrics).toContain('tsk_instances_ready 2');
  });

  it('loses no request and starts anew when an instance is killed', async () => {
    const runtime = await run();
    await allReady(runtime, 2);
    const [victim] = runtime.status().instances;
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    const statuses = new Set<number>();
    await vi.waitFor(
      async () => {
        statuses.add((await fetch(runtime.url)).status);
        expect(runtime.status().scaling.ready).toBe(2);
        expect(runtime.status().instances.map(({ id }) => id)).not.toContain(victim?.id);
      },
      { timeout: 10_000, interval: 20 },
    );
    expect([...statuses]).toEqual([200]);
    expect(runtime.lines.join('\n')).toContain('ended on its own: signal SIGKILL; it is replaced now');
  });

  it('is scaled by hand over the admin port, within its bounds, and not by web pages', async () => {
    const runtime = await run();
    const post = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${runtime.adminUrl}${path}`, { method: 'POST', headers });
    expect((await post('/scale/up', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('/scale/up')).status).toBe(202);
    expect((await post('/scale/up')).status).toBe(202);
    await allReady(runtime, 4);
    const refused = await post('/scale/up');
    expect({ status: refused.status, body: await refused.json() }).toEqual({
      status: 409,
      body: { error: 'Maximum instances reached: 4' },
    });
    expect((await post('/scale/down')).status).toBe(202);
    await allReady(runtime, 3);
  });

  it('scales up by itself when requests are slow, sooner on a faster clock', async () => {
    // A minute's interval takes half a second; 150 ms of a request count as 18 s.
    const runtime = await run({}, { speed: 120 });
    await allReady(runtime, 2);
    await vi.waitFor(
      async () => {
        await fetch(`${runtime.url}/?ms=150`);
        expect(runtime.status().scaling.desired).toBeGreaterThan(2);
      },
      { timeout: 10_000, interval: 1 },
    );
    expect(runtime.status().events).toContainEqual(
      expect.objectContaining({ kind: 'scale_up', from: 2, to: 3, reason: expect.stringContaining('response_time') }),
    );
  });

  it('finishes what is in flight when it stops, and leaves nothing behind', async () => {
    const runtime = await run();
    await allReady(runtime, 2);
    const pids = runtime.status().instances.map(({ pid }) => pid);
    const slow = fetch(`${runtime.url}/?ms=400`);
    await vi.waitFor(() => expect(runtime.status().requestsInFlight).toBe(1));
    await runtime.stop();
    expect((await slow).status).toBe(200);
    expect(runtime.status().instances).toEqual([]);
    expect(pids.filter(isAlive)).toEqual([]);
    await expect(fetch(runtime.url)).rejects.toThrow();
    await expect(fetch(runtime.adminUrl)).rejects.toThrow();
  });

  it('balances over listed instances, whose number is fixed', async () => {
    const server = createServer((_, response) => response.end('listed')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const runtime = await run({
      service: { ...testPlan.service, provider: 'static' },
      instances: [{ name: 'a', host: '127.0.0.1', port, weight: 1, maxRequests: 0 }],
    });
    await allReady(runtime, 1);
    expect(await (await fetch(runtime.url)).text()).toBe('listed');
    expect((await fetch(`${runtime.adminUrl}/scale/up`, { method: 'POST' })).status).toBe(409);
    await runtime.stop();
    server.close();
  });

  it('says that no instance is ready when none becomes so in time', async () => {
    const never = { ...serviceOf('setInterval(() => {}, 1000)'), startTimeoutMs: 200 };
    const runtime = await run({ service: never });
    expect(await runtime.ready).toBe(false);
    expect((await fetch(runtime.url)).status).toBe(503);
  });
});

describe('a plan that cannot be run', () => {
  it('cites where the missing certificate was named, and says what to do', async () => {
    const tls = { ...testPlan.balancing.tls, enabled: true, certificate: '/no/app.crt', privateKey: '/no/app.key' };
    const error = await failedStart({
      balancing: { ...testPlan.balancing, tls },
      origins: writtenAt('/balancing/tls/certificate', 31),
    });
    expect(error).toMatchObject({ code: 'TSK7101', origin: { file: 'app.tsk', line: 31, column: 5 } });
    expect(error.message).toContain('"/no/app.crt" cannot be read');
    expect(error.message).toContain('--dev');
  });

  it('runs with a self-signed certificate for development, loudly', async () => {
    const tls = { ...testPlan.balancing.tls, enabled: true, certificate: '/no/app.crt', privateKey: '/no/app.key' };
    const runtime = await run({ balancing: { ...testPlan.balancing, tls } }, { dev: true });
    expect(runtime.url).toMatch(/^https:/);
    expect(runtime.lines.join('\n')).toContain('warn: DEVELOPMENT ONLY');
  });

  it.each(['port', 'adminPort'] as const)('says that its %s is taken', async (key) => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const error = await failedStart({ server: { ...testPlan.server, [key]: port } });
    expect(error.code).toBe(key === 'port' ? 'TSK7102' : 'TSK7103');
    expect(error.message).toContain(`Port ${port} of 127.0.0.1 is in use by another program.`);
    blocker.close();
  });

  it('says that there is no such program', async () => {
    const service = { ...testPlan.service, command: 'no-such-program' };
    const error = await failedStart({ service, origins: writtenAt('/service/command', 3) });
    expect(error).toMatchObject({ code: 'TSK7104', origin: { line: 3 } });
    expect(error.message).toContain('no program "no-such-program"');
  });

  it('says that no instance is listed', async () => {
    const error = await failedStart({ service: { ...testPlan.service, provider: 'static' } });
    expect(error.code).toBe('TSK7105');
  });
});
