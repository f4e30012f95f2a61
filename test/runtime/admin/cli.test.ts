import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '@tsk/schemas/plan';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Status } from '../../../runtime/src/admin/status.ts';
import { overridePlan, parseCommandLine } from '../../../runtime/src/cli.ts';
import { listNotices } from '../../../runtime/src/run/notices.ts';
import { isAlive } from '../instances/is-alive.ts';
import { testPlan, writtenAt } from './plan.ts';

const main = fileURLToPath(new URL('../../../runtime/src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tsk-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function writePlan(plan: Plan): string {
  const path = join(folder, `plan-${Math.random()}.json`);
  writeFileSync(path, JSON.stringify(plan));
  return path;
}

function tskRun(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@tsk/source', main, ...args]);
  children.push(child);
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const says = (pattern: RegExp) =>
    vi.waitFor(() => pattern.exec(output) ?? expect.fail(`no ${pattern} in ${output}`), { timeout: 15_000 });
  return { child, exited, says, output: () => output };
}

describe('tsk-run', () => {
  it('runs the demo service, finishes what is in flight at SIGTERM and exits with 0', async () => {
    const run = tskRun(writePlan({ ...testPlan, service: { ...testPlan.service, command: null, args: [] } }));
    const [, url = ''] = await run.says(/Listening on (http:[^,]+),/);
    await run.says(/Ready/);
    const slow = fetch(`${url}/work?ms=500&cpu=0`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    run.child.kill('SIGTERM');
    expect((await slow).status).toBe(200);
    expect(await run.exited).toBe(0);
    expect(run.output()).toContain('Stopped.');
  });

  it('stops at once at a second signal, and its instances with it', async () => {
    const run = tskRun(writePlan(testPlan));
    const [, url = '', adminUrl = ''] = await run.says(/Listening on (http:[^,]+), admin on (http:[^"]+)\./);
    await run.says(/Ready/);
    const { instances } = (await (await fetch(`${adminUrl}/status`)).json()) as Status;
    const slow = fetch(`${url}/?ms=5000`).catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 100));
    run.child.kill('SIGINT');
    await run.says(/A second signal stops at once/);
    // At once it would be taken for the same Ctrl-C.
    await new Promise((resolve) => setTimeout(resolve, 700));
    run.child.kill('SIGINT');
    expect(await run.exited).toBe(130);
    expect(await slow).toBe('cut off');
    await vi.waitFor(() => expect(instances.filter(({ pid }) => isAlive(pid))).toEqual([]));
  });

  it.each<{ name: string; args: () => string[]; code: number; output: RegExp }>([
    {
      name: 'a plan that is not there',
      args: () => ['/no/plan.json'],
      code: 1,
      output: /^tsk-run: error TSK7106: .*no such file\.\n$/,
    },
    {
      name: 'a plan that is no JSON',
      args: () => [main],
      code: 1,
      output: /^tsk-run: error TSK7106: .*is no JSON.*tsk-compile/,
    },
    {
      name: 'a plan with a wrong value, cited where it was written',
      args: () => [writePlan({ ...testPlan, platform: 7, origins: writtenAt('/platform', 4) } as unknown as Plan)],
      code: 1,
      output: /^app\.tsk:4:5: error TSK7004: .*\n$/,
    },
    {
      name: 'a command that is not there',
      args: () => [writePlan(testPlan), '--', 'no-such-program', '--flag'],
      code: 1,
      output: /tsk-run: error TSK7104: .*no program "no-such-program"/,
    },
    { name: 'no plan at all', args: () => [], code: 2, output: /missing required argument 'plan'/ },
  ])('answers $name with exit code $code and no stack trace', async ({ args, code, output }) => {
    const run = tskRun(...args());
    expect(await run.exited).toBe(code);
    await run.says(output);
    expect(run.output()).not.toMatch(/^\s+at /m);
  });
});

describe('the command line', () => {
  it('overrides the plan, and what was overridden loses its origin', () => {
    const parsed = parseCommandLine([
      'p.json',
      '--port',
      '81',
      '--admin-port',
      '82',
      '--host',
      '::',
      '--',
      'my',
      '--own',
      'x',
    ]);
    if (!parsed.ok) expect.unreachable('it should parse');
    expect(parsed.options).toMatchObject({ planPath: 'p.json', speed: 1, dev: false, command: ['my', '--own', 'x'] });
    const origins = { ...writtenAt('/server/port', 1), ...writtenAt('/service/name', 2) };
    const plan = overridePlan({ ...testPlan, origins }, parsed.options);
    expect(plan.server).toMatchObject({ host: '::', port: 81, adminPort: 82 });
    expect(plan.service).toMatchObject({ provider: 'process', command: 'my', args: ['--own', 'x'] });
    expect(Object.keys(plan.origins)).toEqual(['/service/name']);
  });

  it.each([
    { args: ['x.json', '--port', '70000'], exitCode: 2, output: /from 0 to 65535/ },
    { args: ['x.json', '--speed', '0'], exitCode: 2, output: /above 0/ },
    { args: ['x.json', '--fast'], exitCode: 2, output: /unknown option '--fast'/ },
    { args: ['--help'], exitCode: 0, output: /tsk-run plan\.json -- node server\.js/ },
    { args: ['--version'], exitCode: 0, output: /^\d+\.\d+\.\d+\n$/ },
  ])('$args ends with exit code $exitCode', ({ args, exitCode, output }) => {
    const printed: string[] = [];
    const write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
    const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    for (const spy of spies) spy.mockImplementation(write);
    const parsed = parseCommandLine(args);
    for (const spy of spies) spy.mockRestore();
    expect(parsed).toEqual({ ok: false, exitCode });
    expect(printed.join('')).toMatch(output);
  });

  it('leaves the plan alone where it says nothing', () => {
    const parsed = parseCommandLine(['p.json']);
    if (!parsed.ok) expect.unreachable('it should parse');
    expect(overridePlan(testPlan, parsed.options)).toEqual(testPlan);
  });
});

describe('notices', () => {
  it('are none for a plan that is done in full', () => {
    expect(listNotices(testPlan)).toEqual([]);
  });

  it('name each thing that is configured and done otherwise', () => {
    const plan: Plan = {
      ...testPlan,
      platform: 'kubernetes',
      strategy: 'hybrid_scaling',
      balancing: { ...testPlan.balancing, provider: 'nginx' },
      cache: {
        ...testPlan.cache,
        provider: 'redis_cluster',
        memcached: { ...testPlan.cache.memcached, enabled: true },
      },
      scaling: {
        ...testPlan.scaling,
        strategy: 'predictive',
        metrics: [{ name: 'queue_length', enabled: true, unit: 'count', high: 10, low: 1, weight: 1 }],
      },
      database: { ...testPlan.database, enabled: true },
    };
    expect(listNotices(plan).map(({ text }) => text)).toEqual([
      'The platform kubernetes is configured; this build runs the instances itself.',
      'The strategy hybrid_scaling is configured; this build changes the number of instances only.',
      'The load balancer nginx is configured; the built-in one is used.',
      'redis_cluster is configured; this build uses memory.',
      'memcached is configured; this build uses memory.',
      'A database is configured; this build leaves databases to the service.',
      'The signal queue_length is configured; this build does not measure it, so it has no say.',
    ]);
  });
});
