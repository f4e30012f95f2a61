import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDevelopmentTlsMaterial } from '../../../runtime/src/http/tls.ts';
import { diffPlans } from '../../../runtime/src/run/plan-diff.ts';
import { startClients } from '../../e2e/support.ts';
import { noLimits } from '../../plan-defaults.ts';
import { planOver, run, startListed, stopAll, texts } from './support.ts';

afterEach(stopAll);

describe('a reload', () => {
  it('exchanges instances, weights and the algorithm without closing a connection or losing a request', async () => {
    const [a, b, c] = [await startListed('a'), await startListed('b'), await startListed('c')];
    const runtime = await run(planOver([a, b]));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const onOneConnection = (path: string) =>
      new Promise<{ readonly text: string; readonly reused: boolean }>((resolve, reject) => {
        const asked = request(runtime.url + path, { agent }, (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve({ text, reused: asked.reusedSocket }));
        });
        asked.on('error', reject).end();
      });
    await onOneConnection('/');
    const slow = onOneConnection('/?ms=300');
    await vi.waitFor(() => expect(runtime.status().requestsInFlight).toBe(1));
    runtime.write(planOver([{ ...b, weight: 3 }, c], { algorithm: 'least_connections' }));
    expect(await runtime.reload()).toEqual({
      ok: true,
      applied: ['instances', 'balancing.algorithm'],
      needsRestart: [],
    });
    expect((await slow).text).toMatch(/^[ab]$/);
    await vi.waitFor(() => expect(runtime.status().instances.map(({ id }) => id)).toEqual(['static-b', 'static-c']));
    const answers: string[] = [];
    for (let sent = 0; sent < 8; sent += 1) {
      const { text, reused } = await onOneConnection('/');
      expect(reused).toBe(true);
      answers.push(text);
    }
    expect(answers.toSorted().join('')).toBe('bbbbbbcc');
    expect(runtime.status().balancing.algorithm).toBe('least_connections');
    agent.destroy();
  });

  it('switches limits on and off, and a queue', async () => {
    const a = await startListed('a');
    const runtime = await run(planOver([a]));
    const rate = { name: 'r', scope: 'all', header: null, path: null, strategy: 'token_bucket' } as const;
    const limits = { ...noLimits, enabled: true, rates: [{ ...rate, requests: 1, windowMs: 60_000, burst: 1 }] };
    runtime.write(planOver([a], {}, { limits }));
    expect(await runtime.reload()).toMatchObject({ ok: true, applied: ['limits.enabled', 'limits.rates'] });
    expect([(await fetch(runtime.url)).status, (await fetch(runtime.url)).status]).toEqual([200, 429]);
    const queue = { enabled: true, maxRequests: 10, timeoutMs: 5_000 };
    runtime.write(planOver([a], { maxRequestsPerInstance: 1, queue }));
    await runtime.reload();
    const statuses = await Promise.all([1, 2, 3].map(async () => (await fetch(`${runtime.url}/?ms=50`)).status));
    expect(statuses).toEqual([200, 200, 200]);
  });

  it('says what has to wait for a restart, as often as it is asked', async () => {
    const a = await startListed('a');
    const runtime = await run(planOver([a]));
    const plan = planOver([a]);
    runtime.write({ ...plan, server: { ...plan.server, port: 1, maxBodyBytes: 5 } });
    const outcome = { ok: true, needsRestart: ['server.port', 'server.maxBodyBytes'] };
    expect(await runtime.reload()).toMatchObject(outcome);
    expect(await runtime.reload()).toMatchObject(outcome);
    expect(runtime.lines.join('\n')).toContain('not before a restart: server.port, server.maxBodyBytes');
    expect((await fetch(runtime.url)).status).toBe(200);
  });

  it('loses nothing under load, however often it is done', async () => {
    const [a, b, c] = [await startListed('a'), await startListed('b'), await startListed('c')];
    const runtime = await run(planOver([a, b]));
    const clients = startClients(runtime.url, 8, () => '/?ms=5');
    const algorithms = ['ring_hash', 'random', 'least_connections', 'maglev', 'p2c'] as const;
    for (const [index, algorithm] of [...algorithms, ...algorithms].entries()) {
      runtime.write(planOver(index % 2 === 0 ? [b, c] : [a, b], { algorithm }));
      expect(await runtime.reload()).toMatchObject({ ok: true });
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const { statuses, failures } = await clients.stop();
    expect(failures).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(100);
  });

  it('changes nothing where the new plan cannot be run', async () => {
    const a = await startListed('a');
    const runtime = await run(planOver([a]));
    runtime.write(planOver([], { algorithm: 'random' }));
    expect(await runtime.reload()).toMatchObject({ ok: false, problems: [{ code: 'TSK7105' }] });
    expect(runtime.status().balancing.algorithm).toBe('round_robin');
    const answer = await fetch(`${runtime.adminUrl}/reload`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toMatchObject([422, { problems: [{ code: 'TSK7105' }] }]);
    expect(await texts(runtime.url, 2)).toEqual(['a', 'a']);
  });

  it('compares value by value, and is silent about what says nothing', () => {
    const plan = planOver([]);
    const next = { ...plan, origins: { '/x': { source: 0, line: 1, column: 1, key: 'x' } }, platform: 'moon' };
    expect(diffPlans(plan, next)).toEqual({ applied: [], needsRestart: ['platform'] });
  });
});

describe('the access log', () => {
  it('has a line for each request, in either format, and follows a rotation at a reload', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsk-log-'));
    const path = join(folder, 'access.log');
    const read = (name = path): string => readFileSync(name, 'utf8');
    const a = await startListed('a');
    const plan = planOver([a]);
    const runtime = await run({ ...plan, server: { ...plan.server, accessLog: path } });
    await fetch(`${runtime.url}/x?y`);
    await vi.waitFor(() => expect(read()).toContain('\n'));
    expect(JSON.parse(read())).toMatchObject({
      client: '127.0.0.1',
      method: 'GET',
      target: '/x?y',
      status: 200,
      bytes: 1,
      instance: 'static-a',
      cache: 'bypass',
    });
    renameSync(path, `${path}.1`);
    runtime.write({ ...plan, server: { ...plan.server, accessLog: path, accessLogFormat: 'combined' } });
    await runtime.reload();
    await fetch(runtime.url);
    await vi.waitFor(() => expect(read()).toContain('\n'));
    expect(read()).toMatch(
      /^127\.0\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:[\d:]{8} \+0000\] "GET \/ HTTP\/1\.1" 200 1 "-" "-"\n$/,
    );
    rmSync(folder, { recursive: true });
  });
});

describe('a certificate', () => {
  it('is exchanged for new connections when its files have changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsk-tls-'));
    const [certificate, privateKey] = [join(folder, 'a.crt'), join(folder, 'a.key')];
    const protocols = ['TLSv1.2', 'TLSv1.3'] as const;
    const writePair = async (): Promise<void> => {
      const named = { enabled: true, certificate, privateKey, protocols: [...protocols] };
      const made = await createDevelopmentTlsMaterial(named);
      writeFileSync(privateKey, made.privateKey);
      writeFileSync(certificate, made.certificate);
    };
    await writePair();
    const tls = { enabled: true, certificate, privateKey, protocols: [...protocols] };
    const runtime = await run(planOver([await startListed('a')], { tls }));
    const { hostname, port } = new URL(runtime.url);
    const fingerprint = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    const before = await fingerprint();
    expect(await fingerprint()).toBe(before);
    await writePair();
    await vi.waitFor(async () => expect(await fingerprint()).not.toBe(before), { timeout: 5_000, interval: 100 });
    writeFileSync(certificate, 'no certificate');
    await vi.waitFor(() => expect(runtime.lines.join('\n')).toContain('the old one goes on'), { timeout: 5_000 });
    expect(await fingerprint()).not.toBe(before);
    rmSync(folder, { recursive: true });
  });
});
