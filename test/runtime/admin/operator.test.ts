import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '@tsk/schemas/plan';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { planOver, startListed, stopAll } from '../run/support.ts';

const main = fileURLToPath(new URL('../../../runtime/src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tsk-operator-'));
const path = join(folder, 'plan.json');

let child: ChildProcess;
let output: string;
let plan: Plan;
let adminUrl: string;

function write(next: object | string): void {
  writeFileSync(path, JSON.stringify(next));
}

async function says(pattern: RegExp): Promise<RegExpExecArray> {
  return vi.waitFor(() => pattern.exec(output) ?? expect.fail(`no ${pattern} in ${output}`), { timeout: 10_000 });
}

beforeAll(async () => {
  plan = planOver([await startListed('a'), await startListed('b')]);
  plan = { ...plan, server: { ...plan.server, adminToken: 'a-long-secret' } };
  write(plan);
  output = '';
  child = spawn(process.execPath, ['--conditions=@tsk/source', main, path, '--watch']);
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  [, adminUrl = ''] = await says(/admin on (http:[^"]+)\./);
  await says(/static-b is healthy/);
});

afterAll(async () => {
  child.kill('SIGKILL');
  await stopAll();
  rmSync(folder, { recursive: true });
});

/** Runs a command of the operator to its end. */
function operate(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const env = { ...process.env, TSK_ADMIN_TOKEN: 'a-long-secret' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@tsk/source', main, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
    });
  });
}

describe('an operator', () => {
  it('sees how things stand, drains an instance, changes its weight and lets it back in', async () => {
    const status = await operate('status', '--admin', adminUrl);
    expect(status.text).toMatch(/^test service: 2 of 2 instances ready, .*round_robin\n/);
    expect(status.text).toMatch(/\nstatic-a +healthy +127\.0\.0\.1:\d+ /);
    expect((await operate('drain', 'static-a', '--admin', adminUrl)).text).toMatch(/^static-a is draining/);
    expect((await operate('undrain', 'static-a', '--admin', adminUrl)).text).toMatch(/^static-a is healthy/);
    expect((await operate('weight', 'static-a', '2.5', '--admin', adminUrl)).text).toContain('weight 2.5');
    expect((await operate('events', '--json', '--admin', adminUrl)).text).toContain('"kind": "instance_ready"');
  });

  it.each([
    [['drain', 'static-z'], 1, 'There is no instance static-z; GET /status lists them.'],
    [['weight', 'static-a', 'much'], 2, 'A weight is a number from 0 to 1000000.'],
    [['scale', 'up'], 1, 'Horizontal scaling not enabled'],
    [['status', '--token', 'wrong'], 1, 'The token is missing or wrong'],
    [['status', '--admin', 'http://127.0.0.1:1'], 1, 'No runtime answers at http://127.0.0.1:1 (ECONNREFUSED).'],
  ])('is told why %j does not work', async (args, code, text) => {
    const admin = args.includes('--admin') ? [] : ['--admin', adminUrl];
    const ended = await operate(...args, ...admin);
    expect(ended).toMatchObject({ code, text: expect.stringContaining(text) });
  });

  it('has the plan read anew by command, by SIGHUP and by saving it', async () => {
    write({ ...plan, balancing: { ...plan.balancing, algorithm: 'random' } });
    child.kill('SIGHUP');
    await says(/Reloaded: balancing\.algorithm\./);
    write('no plan');
    const refused = await operate('reload', '--admin', adminUrl);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('the old one goes on') });
    write({ ...plan, balancing: { ...plan.balancing, algorithm: 'p2c' } });
    await says(/Reloaded: balancing\.algorithm\.[\s\S]*Reloaded: balancing\.algorithm\./);
    expect((await operate('status', '--admin', adminUrl)).text).toContain(', p2c');
  });
});

it('tells more than that it is well only to who has the token', async () => {
  expect((await fetch(`${adminUrl}/status`)).status).toBe(401);
  expect((await fetch(`${adminUrl}/healthz`)).status).toBe(200);
  const headers = { authorization: 'Bearer a-long-secret' };
  expect((await fetch(`${adminUrl}/status`, { headers })).status).toBe(200);
});
