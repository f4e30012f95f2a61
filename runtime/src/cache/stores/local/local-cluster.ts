import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../clock.ts';
import { findFreePort } from '../../../http/free-port.ts';
import { type Child, startChild, stopChild } from '../../../instances/child.ts';
import { startGuard } from '../../../instances/guard.ts';
import type { Log } from '../../../monitor/log.ts';
import { formCluster, type NodePorts, waitUntilOk } from './form-cluster.ts';

/** What a local cluster is to be. */
export interface LocalClusterOptions {
  /** Masters and replicas together. */
  readonly nodes: number;
  /** How many of them are replicas. */
  readonly replication: number;
  /** Whether the nodes write what they hold to disk. */
  readonly persistence: boolean;
  /** Where they keep it, which may be a folder that an earlier cluster of that form has left; null for one that is removed at the end. */
  readonly folder: string | null;
  readonly log: Log;
}

/** A Redis Cluster of this machine, which ends with the process that started it. */
export interface LocalCluster {
  /** `host:port` of every node. */
  readonly addresses: readonly string[];
  /** Process ids of the nodes, in the order of `addresses`: masters first. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

const PROGRAM = 'redis-server';
const STOP_MS = 5000;
/** Which ports a cluster had, so that its nodes find each other again. */
const PORTS_FILE = 'ports.json';

/** Starts a cluster and waits until it serves. Rejects with an error whose message says what is missing; nothing is left running then. */
export async function startLocalCluster(options: LocalClusterOptions): Promise<LocalCluster> {
  const folder = await makeFolder(options.folder);
  const known = await readPorts(folder, options.nodes);
  const ports = known ?? (await findPorts(options.nodes));
  const guard = startGuard();
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => stopChild(child, STOP_MS, systemClock)));
    guard.close();
    if (options.folder === null) await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const node of ports) {
      const child = await startNode(node, folder, options);
      guard.watch(child.pid);
      children.push(child);
    }
    if (known === undefined) await formCluster(ports, options.nodes - options.replication);
    else await waitUntilOk(ports);
    await writeFile(join(folder, PORTS_FILE), JSON.stringify(ports));
  } catch (error) {
    await stop();
    throw explain(error);
  }
  return {
    addresses: ports.map(({ port }) => `127.0.0.1:${port}`),
    pids: children.map(({ pid }) => pid),
    stop,
  };
}

async function startNode({ port, busPort }: NodePorts, folder: string, options: LocalClusterOptions): Promise<Child> {
  const own = join(folder, String(port));
  await mkdir(own, { recursive: true });
  const settings: Readonly<Record<string, string>> = {
    port: String(port),
    bind: '127.0.0.1',
    'cluster-enabled': 'yes',
    'cluster-port': String(busPort),
    'cluster-config-file': 'nodes.conf',
    'cluster-node-timeout': '1500',
    appendonly: options.persistence ? 'yes' : 'no',
    save: '',
    dir: own,
    logfile: join(own, 'redis.log'),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return startChild({ command: PROGRAM, args, workingDirectory: null, env: process.env }, options.log);
}

async function makeFolder(wanted: string | null): Promise<string> {
  if (wanted === null) return mkdtemp(join(tmpdir(), 'tsk-redis-'));
  await mkdir(wanted, { recursive: true }).catch((error: unknown) => {
    throw explain(error);
  });
  return wanted;
}

/** The ports of the cluster whose data are in the folder; undefined where there is none, or one of another size. */
async function readPorts(folder: string, nodes: number): Promise<readonly NodePorts[] | undefined> {
  try {
    const ports = JSON.parse(await readFile(join(folder, PORTS_FILE), 'utf8')) as readonly NodePorts[];
    return ports.length === nodes ? ports : undefined;
  } catch {
    return undefined;
  }
}

async function findPorts(nodes: number): Promise<readonly NodePorts[]> {
  const ports = new Set<number>();
  while (ports.size < 2 * nodes) ports.add(await findFreePort());
  const all = [...ports];
  return all.slice(0, nodes).map((port, at) => ({ port, busPort: all[nodes + at] ?? 0 }));
}

function explain(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(
    `The local Redis Cluster does not start: ${reason}. It needs Redis 7 or later (\`${PROGRAM}\`); or name a cluster that runs, in \`addresses\`.`,
    { cause: error },
  );
}
