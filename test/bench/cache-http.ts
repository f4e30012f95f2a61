import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../runtime/src/http/free-port.ts';
import { testPlan } from '../runtime/admin/plan.ts';
import { isInstalled } from '../runtime/cache/stores/servers.ts';
import { type BenchRow, median } from './harness.ts';

/** A cache as a process of its own. */
interface Subject {
  readonly name: string;
  readonly child: ChildProcess;
  readonly url: string;
}

/** The load comes from a program in C: one in Node.js would be the slowest part. */
const WRK = 'wrk';
const ROUNDS = 4;
const SLICE_S = 2;
const CONNECTIONS = 64;
const ADDRESSES = 16;
const BODY = Buffer.alloc(1024, 'x');
const main = fileURLToPath(new URL('../../runtime/src/main.ts', import.meta.url));

/** Hits per second out of memory, one body of 1 KB, beside nginx and Varnish in turns. Without `wrk`, no rows. */
export async function measureHits(): Promise<readonly BenchRow[]> {
  if (!isInstalled(WRK)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'tsk-cache-bench-'));
  const origin = await startOrigin();
  const { port } = origin.address() as AddressInfo;
  const subjects: Subject[] = [];
  try {
    subjects.push(await startOurs(folder, port));
    if (isInstalled('nginx')) subjects.push(await startNginx(folder, port));
    if (isInstalled('varnishd')) subjects.push(await startVarnish(folder, port));
    for (const { url } of subjects)
      for (let at = 0; at < ADDRESSES; at += 1) await (await fetch(`${url}/page/${at}`)).text();
    const samples = new Map(subjects.map(({ name }): [string, number[]] => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, url } of subjects) samples.get(name)?.push(hitsPerSecond(url, `/page/${round % ADDRESSES}`));
    }
    const figures = Object.fromEntries([...samples].map(([name, values]) => [name, median(values)]));
    const { tsk: ours = Number.NaN, ...peers } = figures;
    return [{ metric: 'hits of the response cache', unit: '/s', ours, peers }];
  } finally {
    await Promise.all(subjects.map(({ child }) => end(child)));
    origin.closeAllConnections();
    origin.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function hitsPerSecond(url: string, path: string): number {
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${SLICE_S}s`, url + path];
  const output = execFileSync(WRK, args, { encoding: 'utf8' });
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1] ?? Number.NaN);
}

async function startOrigin(): Promise<Server> {
  const server = createServer((_, response) => response.setHeader('Cache-Control', 'max-age=3600').end(BODY));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function startOurs(folder: string, originPort: number): Promise<Subject> {
  const { balancing, cache, service, server } = testPlan;
  const plan = {
    ...testPlan,
    server: { ...server, keepAliveTimeoutMs: 60_000 },
    service: { ...service, provider: 'static' },
    instances: [{ name: 'origin', host: '127.0.0.1', port: originPort, weight: 1, maxRequests: 0 }],
    balancing: { ...balancing, health: { ...balancing.health, enabled: false } },
    cache: { ...cache, response: { ...cache.response, enabled: true, maxBytes: 64_000_000, maxEntryBytes: 1_000_000 } },
  };
  const path = join(folder, 'plan.json');
  writeFileSync(path, JSON.stringify(plan));
  const port = await findFreePort();
  const args = ['--conditions=@tsk/source', main, path, '--port', String(port), '--admin-port', '0'];
  return started('tsk', process.execPath, args, port);
}

async function startNginx(folder: string, originPort: number): Promise<Subject> {
  const port = await findFreePort();
  const path = join(folder, 'nginx.conf');
  mkdirSync(join(folder, 'nginx'));
  writeFileSync(
    path,
    `daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid; error_log /dev/null;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000000;
  client_body_temp_path ${folder}/nginx; proxy_temp_path ${folder}/nginx; fastcgi_temp_path ${folder}/nginx; uwsgi_temp_path ${folder}/nginx; scgi_temp_path ${folder}/nginx;
  proxy_cache_path ${folder}/nginx/cache keys_zone=pages:10m;
  server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${originPort}; proxy_cache pages; } } }`,
  );
  return started('nginx', 'nginx', ['-c', path], port);
}

async function startVarnish(folder: string, originPort: number): Promise<Subject> {
  const port = await findFreePort();
  const backend = `127.0.0.1:${originPort}`;
  const args = ['-F', '-n', join(folder, 'varnish'), '-a', `127.0.0.1:${port}`, '-b', backend, '-s', 'malloc,64m'];
  return started('varnish', 'varnishd', args, port);
}

async function started(name: string, command: string, args: readonly string[], port: number): Promise<Subject> {
  const child = spawn(command, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return { name, child, url };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`${name} does not serve`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
