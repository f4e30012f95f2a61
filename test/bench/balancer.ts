/**
 * The balancer beside nginx, HAProxy and the proxies of npm: processor time for a request by the shape of the traffic, and latency
 * at fixed rates. The proxy that is measured has one core for itself, the load and the instances share another; slices of all
 * proxies take turns. Needs Linux, `cc`, `wrk` and what it is to be measured beside; says what is missing. `--json`, `--slices N`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureLatency } from './balancer/latency.ts';
import { peers } from './balancer/peers.ts';
import { findPorts, startPinned, stop, untilListening } from './balancer/processes.ts';
import { measureShapes, type RunningPeer } from './balancer/shapes.ts';
import { printRows } from './harness.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, slices: { type: 'string', default: '6' } } });
const folder = mkdtempSync(join(tmpdir(), 'tsk-bench-'));
const program = join(folder, 'backend');
execFileSync('cc', ['-D_GNU_SOURCE', '-O2', '-o', program, join(import.meta.dirname, 'balancer', 'backend.c')]);

const [first = 0, ...rest] = await findPorts(4 + peers.length);
const backends = [first, ...rest.slice(0, 3)];
const backend = spawn('taskset', ['-c', '1', program, ...backends.map(String)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
await once(backend.stdout, 'data');

const running: RunningPeer[] = [];
try {
  for (const [index, { name, missing, command }] of peers.entries()) {
    if (missing !== undefined) {
      console.error(`${name} is left out: ${missing} is missing.`);
      continue;
    }
    const port = rest[3 + index] ?? 0;
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const child = startPinned(0, command(port, backends, own));
    running.push({ name, port, child });
    await untilListening(port);
  }
  const rows = [...measureShapes(running, Number(values.slices)), ...measureLatency(running)];
  printRows(rows);
} finally {
  for (const { child } of running) await stop(child);
  await stop(backend);
  rmSync(folder, { recursive: true, force: true });
}
