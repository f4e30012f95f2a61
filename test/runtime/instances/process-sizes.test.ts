import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../runtime/src/clock.ts';
import { findFreePort } from '../../../runtime/src/http/free-port.ts';
import { openControlGroups } from '../../../runtime/src/instances/control-group.ts';
import type { ManagedProvider } from '../../../runtime/src/instances/kind.ts';
import { createProcessProvider } from '../../../runtime/src/instances/process.ts';
import { serviceOf } from '../admin/plan.ts';
import { founding } from '../autoscale/founding.ts';
import { recordingLog } from './recording-log.ts';

const MIB = 1024 * 1024;
const telling = `const { heap_size_limit } = require('v8').getHeapStatistics();
  console.log('heap ' + Math.round(heap_size_limit / ${MIB}) + ', workers ' + process.env.WORKERS + ', options ' + process.env.NODE_OPTIONS);
  setInterval(() => {}, 1000)`;
const greedy = `const kept = []; for (;;) kept.push(new Array(100000).fill(kept.length))`;

const vertical: VerticalScalingPlan = {
  mode: 'apply',
  minCpuCores: 0.1,
  maxCpuCores: null,
  minMemoryBytes: 64e6,
  maxMemoryBytes: null,
  percentile: 0.9,
  marginRatio: 0.15,
  halfLifeMs: 86_400_000,
  workersVariable: 'WORKERS',
  nodeHeap: true,
  cgroup: null,
};

const providers: ManagedProvider[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.killAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function provide(script: string, plan: Partial<VerticalScalingPlan> = {}, env: Record<string, string> = {}) {
  const { log, lines } = recordingLog();
  const service = { ...serviceOf(script), env, cpuCores: 1, memoryBytes: 400 * MIB };
  const provider = createProcessProvider(
    {
      plan: { service, instances: [], scaling: { ...founding, vertical: { ...vertical, ...plan } } },
      fallback: { command: 'none', args: [] },
      findPort: findFreePort,
      clock: systemClock,
      log,
    },
    { watch: vi.fn(), release: vi.fn(), close: vi.fn() },
  );
  providers.push(provider);
  const sizes = provider.sizes ?? expect.unreachable('processes have sizes');
  return { provider, lines, sizes };
}

/** A folder with the files of a control group; the kernel's part is not in it. */
function pretendGroup(controllers: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsk-cgroup-'));
  folders.push(folder);
  writeFileSync(join(folder, 'cgroup.controllers'), controllers);
  return folder;
}

const heard = (lines: readonly string[], text: string | RegExp) =>
  vi.waitFor(() => expect(lines.join('\n')).toMatch(text), { timeout: 10_000, interval: 10 });

describe('sizes that are told at the start', () => {
  it('limit the heap of a real Node to three quarters of the memory, from the next start on', async () => {
    const { provider, lines, sizes } = provide(telling);
    expect(sizes.applies).toBe('at_start');
    const first = await provider.start();
    await heard(lines, /process-1: heap \d+, workers 1,/);
    sizes.resize({ cpuCores: 2.3, memoryBytes: 1600 * MIB });
    const second = await provider.start();
    await heard(lines, /process-2: heap \d+, workers 3,/);
    // What Node keeps beside the old space is the same for both.
    const [small = 0, large = 0] = lines.map((line) => Number(/heap (\d+)/.exec(line)?.[1]));
    expect(large - small).toBe(1200 - 300);
    expect(sizes.of(first.id)).toEqual({ cpuCores: 1, memoryBytes: 400 * MIB });
    expect(sizes.of(second.id)).toEqual({ cpuCores: 2.3, memoryBytes: 1600 * MIB });
  });

  it('leave the options of the service in place', async () => {
    const { provider, lines } = provide(telling, {}, { NODE_OPTIONS: '--no-warnings' });
    await provider.start();
    await heard(lines, 'options --no-warnings --max-old-space-size=300');
  });

  it('say nothing where sizes are recommended only', async () => {
    const { provider, lines, sizes } = provide(telling, { mode: 'recommend' }, { NODE_OPTIONS: '' });
    await provider.start();
    await heard(lines, 'workers undefined, options ');
    expect(sizes.applies).toBe('never');
  });

  it('notice an instance whose heap was too small', async () => {
    const { provider, sizes } = provide(greedy);
    sizes.resize({ cpuCores: 1, memoryBytes: 30 * MIB });
    const exited = new Promise((resolve) => provider.onExit(resolve));
    await provider.start();
    await exited;
    expect(sizes.takeOutOfMemory()).toEqual(['process-1']);
    expect(sizes.takeOutOfMemory()).toEqual([]);
  });
});

describe('sizes in a control group', () => {
  it('are written where the kernel reads them, and again when they change', async () => {
    const folder = pretendGroup('cpuset cpu io memory pids\n');
    const { provider, sizes, lines } = provide(telling, { cgroup: folder });
    expect(sizes.applies).toBe('live');
    expect(readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8')).toBe('+cpu +memory');
    const { pid } = await provider.start();
    const read = (file: string) => readFileSync(join(folder, `tsk-${process.pid}-process-1`, file), 'utf8');
    expect(read('cgroup.procs')).toBe(String(pid));
    expect(read('cpu.max')).toBe('100000 100000');
    expect(read('memory.max')).toBe(String(400 * MIB));
    sizes.resize({ cpuCores: 0.25, memoryBytes: 100 * MIB });
    expect(read('cpu.max')).toBe('25000 100000');
    expect(read('memory.max')).toBe(String(100 * MIB));
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  it('tell of a kill for want of memory', async () => {
    const folder = pretendGroup('cpu memory');
    const { provider, sizes } = provide(telling, { cgroup: folder });
    const instance = await provider.start();
    writeFileSync(join(folder, `tsk-${process.pid}-process-1`, 'memory.events'), 'low 0\noom 1\noom_kill 1\n');
    const exited = new Promise((resolve) => provider.onExit(resolve));
    process.kill(instance.pid ?? expect.unreachable('a child has a pid'), 'SIGKILL');
    await exited;
    expect(sizes.takeOutOfMemory()).toEqual(['process-1']);
  });

  it.each([
    ['without the controllers', 'pids', 'it has no controller cpu and memory'],
    ['that is none', null, 'it is no folder of control groups of version 2'],
  ])('fall back to what the start can tell in a folder %s, and say so', (_name, controllers, reason) => {
    const cgroup = controllers === null ? join(tmpdir(), 'tsk-no-such-folder') : pretendGroup(controllers);
    const { sizes, lines } = provide(telling, { cgroup });
    expect(sizes.applies).toBe('at_start');
    expect(lines).toEqual([
      `warn: Instances cannot be limited in the control group "${cgroup}": ${reason}. Instances are told their size when they start.`,
    ]);
    const nothing = provide(telling, { cgroup, workersVariable: null, nodeHeap: false });
    expect(nothing.sizes.applies).toBe('never');
    expect(nothing.lines.join()).toContain('Sizes are recommended only.');
  });

  const delegated = findDelegated();
  // A machine whose control groups are not delegated, or are of version 1, cannot show what the kernel makes of it.
  it.skipIf(delegated === null)('hold a real process to its share of the processor', async () => {
    const { provider, sizes } = provide(`console.log('up'); for (;;);`, { cgroup: delegated });
    const instance = await provider.start();
    sizes.resize({ cpuCores: 0.2, memoryBytes: 400 * MIB });
    await provider.usage([instance]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const use = (await provider.usage([instance])).get(instance.id);
    expect((use?.cpuRatio ?? 0) * 0.2).toBeLessThan(0.35);
  });
});

/** A folder of control groups that this test may limit processes in. */
function findDelegated(): string | null {
  try {
    const own = /^0::(\S*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '';
    const folder = join('/sys/fs/cgroup', own, `tsk-test-${process.pid}`);
    mkdirSync(folder);
    if (openControlGroups(folder).ok) return folder;
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Not delegated.
  }
  return null;
}
