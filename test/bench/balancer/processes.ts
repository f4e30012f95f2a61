import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ports that were free a moment ago. */
export async function findPorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Starts a program on one processor core, where the machine lets us choose. */
export function startPinned(core: number, command: readonly string[]): ChildProcess {
  const [program = '', ...args] = pinned(core, command);
  return spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Runs a program on one core to its end, and gives what it printed. */
export function runPinned(core: number, command: readonly string[]): string {
  const [program = '', ...args] = pinned(core, command);
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
}

function pinned(core: number, command: readonly string[]): readonly string[] {
  return canPin ? ['taskset', '-c', String(core), ...command] : command;
}

const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Waits until something listens on a port. */
export async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** Ends a process that was started here, and waits for its end. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await once(child, 'exit');
  clearTimeout(late);
}

/** Microseconds of processor time that a process and its children have used so far, those that still run. */
export function usedCpuUs(pid: number): number {
  const parents = new Map<number, number>();
  const used = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readStat(Number(entry));
    if (stat === undefined) continue;
    parents.set(Number(entry), stat.parent);
    used.set(Number(entry), stat.ticks);
  }
  let ticks = 0;
  for (const [candidate, own] of used) if (descendsFrom(candidate, pid, parents)) ticks += own;
  return ticks * TICK_US;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_US = 10_000;

function readStat(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; what follows it is numbers.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}

function descendsFrom(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at !== 0; at = parents.get(at))
    if (at === ancestor) return true;
  return false;
}
