import type { ServicePlan } from '@tsk/schemas/plan';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../runtime/src/clock.ts';
import { findFreePort } from '../../../runtime/src/http/free-port.ts';
import { startGuard } from '../../../runtime/src/instances/guard.ts';
import type { InstanceExit } from '../../../runtime/src/instances/instance.ts';
import { InstanceStartError } from '../../../runtime/src/instances/instance.ts';
import type { ManagedProvider } from '../../../runtime/src/instances/kind.ts';
import { createProcessProvider } from '../../../runtime/src/instances/process.ts';
import { createUsageMeter } from '../../../runtime/src/instances/usage.ts';
import { serviceOf } from '../admin/plan.ts';
import { founding } from '../autoscale/founding.ts';
import { isAlive } from './is-alive.ts';
import { recordingLog } from './recording-log.ts';

const server = `require('http').createServer((q, s) => s.end(process.env.GREETING + ' from ' + process.env.TSK_INSTANCE))
  .listen(process.env.PORT, '127.0.0.1', () => console.log('listening'))`;
const stubborn = `process.on('SIGTERM', () => console.log('no')); console.log('up'); setInterval(() => {}, 1000)`;
const parent = `const { pid } = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log('child ' + pid); setInterval(() => {}, 1000)`;
const busy = `const end = Date.now() + 5000; console.log('busy'); while (Date.now() < end); setInterval(() => {}, 1000)`;

const providers: ManagedProvider[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.killAll();
});

function provide(script: string, service: Partial<ServicePlan> = {}) {
  const { log, lines } = recordingLog();
  const guard = { watch: vi.fn(), release: vi.fn(), close: vi.fn() };
  const plan = {
    service: { ...serviceOf(script), env: { GREETING: 'hello' }, ...service },
    instances: [],
    scaling: founding,
  };
  const demo = { command: process.execPath, args: ['-e', `console.log('the demo'); setInterval(() => {}, 1000)`] };
  const options = { plan, fallback: demo, findPort: findFreePort, clock: systemClock, log };
  const provider = createProcessProvider(options, guard);
  providers.push(provider);
  return { provider, lines, guard };
}

function nextExit(provider: ManagedProvider): Promise<InstanceExit> {
  return new Promise((resolve) => provider.onExit(resolve));
}

const heard = (lines: readonly string[], text: string) =>
  vi.waitFor(() => expect(lines.join('\n')).toContain(text), { timeout: 5000, interval: 10 });

describe('instances as child processes', () => {
  it('run the command on a free port with the environment of the plan', async () => {
    const { provider, lines } = provide(server);
    const [one, two] = await Promise.all([provider.start(), provider.start()]);
    expect(one.port).not.toBe(two.port);
    await heard(lines, `info ${one.id}: listening`);
    await heard(lines, `info ${two.id}: listening`);
    const answer = await fetch(`http://${one.host}:${one.port}/`);
    expect(await answer.text()).toBe(`hello from ${one.id}`);
    await Promise.all([provider.stop(one), provider.stop(two)]);
    expect([isAlive(one.pid), isAlive(two.pid)]).toEqual([false, false]);
  });

  it('run what they are given where the plan names no command', async () => {
    const { provider, lines } = provide('', { command: null });
    await provider.start();
    await heard(lines, 'the demo');
  });

  it('log what they say on the error stream as warnings', async () => {
    const { provider, lines } = provide(`console.error('oh dear'); setInterval(() => {}, 1000)`);
    const { id } = await provider.start();
    await heard(lines, `warn ${id}: oh dear`);
  });

  it('are killed when they ignore the request to end for longer than the stop time-out', async () => {
    const { provider, lines } = provide(stubborn, { stopTimeoutMs: 150 });
    const instance = await provider.start();
    await heard(lines, 'up');
    const startedAt = performance.now();
    await provider.stop(instance);
    expect(performance.now() - startedAt).toBeGreaterThan(140);
    expect(lines.join('\n')).toContain('no');
    expect(isAlive(instance.pid)).toBe(false);
  });

  it('take their own children with them', async () => {
    const { provider, lines } = provide(parent);
    const instance = await provider.start();
    await heard(lines, 'child ');
    const child = Number(/child (\d+)/.exec(lines.join('\n'))?.[1]);
    expect(isAlive(child)).toBe(true);
    process.kill(instance.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(child)).toBe(false), { timeout: 3000 });
  });

  it('are reported when they end on their own, and not when they are stopped', async () => {
    const { provider, guard } = provide(`setTimeout(() => process.exit(7), 50)`);
    const exit = nextExit(provider);
    const instance = await provider.start();
    expect(await exit).toEqual({ instance, code: 7, signal: null });
    expect(guard.watch).toHaveBeenCalledWith(instance.pid);
    expect(guard.release).toHaveBeenCalledWith(instance.pid);

    const quiet = provide(server);
    const reported = vi.fn();
    quiet.provider.onExit(reported);
    await quiet.provider.stop(await quiet.provider.start());
    expect(reported).not.toHaveBeenCalled();
  });

  it('are measured against what they may use', async () => {
    const { provider, lines } = provide(busy);
    const instance = await provider.start();
    await heard(lines, 'busy');
    const all = createUsageMeter(() => ({ cpuCores: 1, memoryBytes: 1024 ** 3 }), systemClock);
    const quarter = createUsageMeter(() => ({ cpuCores: 4, memoryBytes: 4 * 1024 ** 3 }), systemClock);
    const read = async (meter: typeof all) => (await meter.read([instance])).get(instance.id);
    await Promise.all([read(all), read(quarter)]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const [mine, shared] = await Promise.all([read(all), read(quarter)]);
    // It keeps one core busy; a loaded machine may give it less.
    expect(mine?.cpuRatio).toBeGreaterThan(0.1);
    expect(mine?.cpuRatio).toBeLessThan(1.3);
    const times = (mine?.cpuRatio ?? 0) / (shared?.cpuRatio ?? 0);
    expect(Math.abs(times - 4)).toBeLessThan(2);
    expect(mine?.memoryRatio).toBeGreaterThan(0.01);
    expect((mine?.memoryRatio ?? 0) / (shared?.memoryRatio ?? 0)).toBeCloseTo(4, 0);
    await provider.stop(instance);
    expect((await provider.usage([instance])).size).toBe(0);
  });

  it.each<{ name: string; service: Partial<ServicePlan>; message: RegExp }>([
    {
      name: 'a program that is not there',
      service: { command: 'no-such-program' },
      message: /no program "no-such-program"/,
    },
    {
      name: 'a folder that is not there',
      service: { workingDirectory: '/no/such' },
      message: /folder "\/no\/such".*not exist/,
    },
    {
      name: 'a file that is no program',
      service: { command: import.meta.filename },
      message: /may not be run; make it executable/,
    },
  ])('say what is wrong with $name', async ({ service, message }) => {
    const start = provide('', service).provider.start();
    await expect(start).rejects.toThrow(InstanceStartError);
    await expect(start).rejects.toThrow(message);
  });
});

describe('the guard', () => {
  it('kills what it still watches when the runtime is gone, and nothing that was released', async () => {
    const script = `
      import { startGuard } from ${JSON.stringify(new URL('../../../runtime/src/instances/guard.ts', import.meta.url).href)};
      import { spawn } from 'node:child_process';
      const children = [1, 2].map(() => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).pid);
      const guard = startGuard();
      children.forEach(guard.watch);
      guard.release(children[1]);
      console.log(children.join(' '));
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100);
      setInterval(() => {}, 1000);`;
    const { provider, lines } = provide('', { args: ['--input-type=module', '-e', script] });
    const exit = nextExit(provider);
    await provider.start();
    expect((await exit).signal).toBe('SIGKILL');
    const [watched = 0, released = 0] = (/(\d+) (\d+)$/m.exec(lines.join('\n')) ?? []).slice(1).map(Number);
    await vi.waitFor(() => expect(isAlive(watched)).toBe(false), { timeout: 3000 });
    expect(isAlive(released)).toBe(true);
    process.kill(released, 'SIGKILL');
  });

  it('lets go of everything when it is closed', () => {
    expect(() => startGuard().close()).not.toThrow();
  });
});
