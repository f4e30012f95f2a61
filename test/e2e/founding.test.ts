import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isAlive,
  makeScratch,
  readStatus,
  root,
  runCommand,
  type StartedRuntime,
  startClients,
  startRuntime,
  until,
} from './support.ts';

const scratch = makeScratch();
const plan = scratch.path('plan.json');
const insecure = new Agent({ connect: { rejectUnauthorized: false } });

afterAll(async () => {
  await insecure.close();
  scratch.remove();
});

describe('tsk-compile on the founding documents', () => {
  it('writes one plan, the same each time, and finds no error', async () => {
    const first = await runCommand('tsk-compile', ['examples/founding', '-o', plan]);
    expect(first.code, first.stderr).toBe(0);
    const bytes = readFileSync(plan);
    await runCommand('tsk-compile', ['examples/founding', '-o', plan]);
    expect(readFileSync(plan).equals(bytes)).toBe(true);
  });

  it('reads each file and says what it reads, a line each', async () => {
    const files = ['scalability-architecture', 'auto-scaling', 'load-balancing', 'debug-scalability'];
    const paths = files.map((name) => `examples/founding/${name}.tsk`);
    const { code, stdout } = await runCommand('tsk-compile', ['eval', '--format', 'jsonl', ...paths]);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines.map(({ file }) => file)).toEqual(paths);
    expect(lines.flatMap(({ diagnostics }) => diagnostics)).toHaveLength(3);
    expect(lines[0].data.scalability_architecture.load_balancing.$value).toBe('nginx');
  });

  it('writes nothing and exits with 1 where a file has an error', async () => {
    const broken = scratch.path('broken.tsk');
    writeFileSync(broken, '[load_balancing]\nalgorithm = "fastest"\n');
    const { code, stderr } = await runCommand('tsk-compile', [broken, '-o', scratch.path('never.json')]);
    expect(code).toBe(1);
    expect(stderr).toContain('broken.tsk:2:13');
    expect(() => readFileSync(scratch.path('never.json'))).toThrow('ENOENT');
  });

  it('exits with 2 where there is no such file', async () => {
    const { code, stderr } = await runCommand('tsk-compile', ['check', 'no-such-file.tsk']);
    expect(code).toBe(2);
    expect(stderr).toContain('no-such-file.tsk');
  });
});

describe('tsk-run on the founding documents', () => {
  let runtime: StartedRuntime;
  beforeAll(async () => {
    await runCommand('tsk-compile', ['examples/founding', '-o', plan]);
    runtime = await startRuntime(plan, ['--dev']);
  });
  afterAll(async () => {
    if (isAlive(runtime.pid)) await runtime.end('SIGTERM');
  });

  it('refuses to start without the certificate, and cites the line that names it', async () => {
    const { code, stderr } = await runCommand('tsk-run', [plan, '--port', '0', '--admin-port', '0']);
    expect(code).toBe(1);
    expect(stderr).toContain('load-balancing.tsk:43:15');
    expect(stderr).toContain('--dev');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says plainly what it does otherwise', () => {
    expect(runtime.output()).toContain('redis_cluster is configured; this build uses memory.');
    expect(runtime.output()).toContain('self-signed certificate');
  });

  it('serves over https from both instances', async () => {
    const pids = new Set<string>();
    for (let sent = 0; sent < 6; sent++) {
      const { statusCode, body } = await request(`${runtime.url}/work?ms=1`, { dispatcher: insecure });
      expect(statusCode).toBe(200);
      pids.add(await body.text());
    }
    expect(pids.size).toBeGreaterThan(1);
  });

  it('answers a cacheable request from memory the second time', async () => {
    const ask = async () => {
      const { headers, body } = await request(`${runtime.url}/static/7`, { dispatcher: insecure });
      return { status: String(headers['cache-status']), text: await body.text() };
    };
    const [first, second] = [await ask(), await ask()];
    expect(second.status).toContain('hit');
    expect(second.text).toBe(first.text);
  });

  it('keeps a client with a session cookie on its instance', async () => {
    const first = await request(`${runtime.url}/work?ms=1`, { dispatcher: insecure });
    const served = await first.body.text();
    const cookie = [first.headers['set-cookie']]
      .flat()
      .map((field) => String(field).split(';', 1)[0])
      .join('; ');
    expect(cookie).toContain('session_id');
    for (let sent = 0; sent < 5; sent++) {
      const { body } = await request(`${runtime.url}/work?ms=1`, { dispatcher: insecure, headers: { cookie } });
      expect(await body.text()).toBe(served);
    }
  });

  it('serves metrics in the Prometheus format on the admin port', async () => {
    const { headers, body } = await request(`${runtime.adminUrl}/metrics`);
    expect(headers['content-type']).toContain('text/plain');
    expect(await body.text()).toMatch(/^# TYPE \w+ histogram$/m);
  });

  it('replaces a killed instance, and no client sees it', async () => {
    const clients = startClients(runtime.url, 16, (sent) => `/work?ms=5&n=${sent}`);
    const before = await readStatus(runtime.adminUrl);
    const victim = before.instances[0]?.pid ?? 0;
    process.kill(victim, 'SIGKILL');
    await until('the instance is replaced', async () => {
      const { instances, scaling } = await readStatus(runtime.adminUrl);
      return (scaling.ready === 2 && instances.every(({ pid }) => pid !== victim)) || undefined;
    });
    const { statuses, failures } = await clients.stop();
    expect(failures).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(50);
  });

  it('stops on SIGTERM without losing a request, and takes its instances along', async () => {
    const { instances } = await readStatus(runtime.adminUrl);
    const slow = Array.from({ length: 8 }, async () => {
      const { statusCode, body } = await request(`${runtime.url}/work?ms=400`, { dispatcher: insecure });
      await body.text();
      return statusCode;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await runtime.end('SIGTERM')).toBe(0);
    expect(await Promise.all(slow)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(instances.filter(({ pid }) => isAlive(pid))).toEqual([]);
  });
});

describe('tsk-run with a service of its own', () => {
  it('scales by pressure, up under load and never past the bounds', async () => {
    const source = scratch.path('scaling.tsk');
    const target = scratch.path('scaling.json');
    writeFileSync(
      source,
      `[auto_scaling]
scoring = "pressure"
monitoring_interval = 30s

[auto_scaling.metrics]
response_time = { threshold_high = 3000, threshold_low = 100 }

[auto_scaling.policies]
scale_up = { min_instances = 1, max_instances = 3, cooldown_period = 1m, scale_factor = 2 }
scale_down = { min_instances = 1, max_instances = 3, cooldown_period = 10m, scale_factor = 0.5 }
`,
    );
    const compiled = await runCommand('tsk-compile', [source, '-o', target]);
    expect(compiled.code, compiled.stderr).toBe(0);
    const runtime = await startRuntime(target, ['--speed', '60']);
    const clients = startClients(runtime.url, 24, (sent) => `/work?ms=25&n=${sent}`);
    try {
      await until(
        'three instances serve',
        async () => (await readStatus(runtime.adminUrl)).scaling.ready === 3 || undefined,
      );
      const { events } = await readStatus(runtime.adminUrl);
      const steps = events.filter(({ kind }) => kind === 'scale_up');
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.every(({ reason }) => reason.includes('response_time'))).toBe(true);
    } finally {
      const { failures } = await clients.stop();
      expect(failures).toEqual([]);
      expect(await runtime.end('SIGINT')).toBe(0);
    }
  });

  it('runs the command after --, which finds its port in PORT', async () => {
    const runtime = await startRuntime(await compileServerOnly(), [
      '--',
      process.execPath,
      join(root, 'examples/web-service/server.mjs'),
    ]);
    const { body } = await request(`${runtime.url}/`);
    expect(await body.text()).toMatch(/^Hello from process \d+\n$/);
    expect(await runtime.end('SIGTERM')).toBe(0);
  });

  it('names a command that cannot be started, without a stack trace', async () => {
    const { code, stderr } = await runCommand('tsk-run', [
      await compileServerOnly(),
      '--port',
      '0',
      '--admin-port',
      '0',
      '--',
      'no-such-program',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('no-such-program');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says which port is taken', async () => {
    const first = await startRuntime(await compileServerOnly());
    const port = new URL(first.url).port;
    const { code, stderr } = await runCommand('tsk-run', [
      await compileServerOnly(),
      '--port',
      port,
      '--admin-port',
      '0',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(port);
    expect(await first.end('SIGTERM')).toBe(0);
  });
});

describe('npm start -- --demo', () => {
  it('loads itself, scales, caches, prints a summary, and fails no request', async () => {
    await runCommand('tsk-compile', ['examples/founding', '-o', plan]);
    const { code, stdout } = await runCommand('tsk-run', [
      plan,
      '--dev',
      '--demo',
      '12',
      '--port',
      '0',
      '--admin-port',
      '0',
    ]);
    const summary = stdout.slice(stdout.indexOf('Summary of the demonstration'));
    expect(summary).toMatch(/errors +0 \(0\.0 %\)/);
    expect(summary).toMatch(/cache hit rate +[1-9]/);
    expect(summary).toMatch(/scaling +[\d.]+ s +2 → 3 +response_time/);
    expect(code).toBe(0);
  });
});

async function compileServerOnly(): Promise<string> {
  const source = scratch.path('server-only.tsk');
  const target = scratch.path('server-only.json');
  writeFileSync(source, '[server]\nlisten = "127.0.0.1:8080"\n');
  const { code, stderr } = await runCommand('tsk-compile', [source, '-o', target]);
  expect(code, stderr).toBe(0);
  return target;
}
