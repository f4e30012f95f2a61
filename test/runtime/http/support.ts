import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { BalancingPlan, ServerPlan } from '@tsk/schemas/plan';
import { BackendPool } from '../../../runtime/src/backends/pool.ts';
import { findBalancer } from '../../../runtime/src/balance/index.ts';
import { type Clock, systemClock } from '../../../runtime/src/clock.ts';
import type { Handler } from '../../../runtime/src/http/exchange.ts';
import { createProxy, type ReverseProxy } from '../../../runtime/src/http/proxy.ts';
import type { TlsMaterial } from '../../../runtime/src/http/tls.ts';
import type { Instance } from '../../../runtime/src/instances/instance.ts';
import type { Log } from '../../../runtime/src/monitor/log.ts';
import type { RequestObservation } from '../../../runtime/src/monitor/observation.ts';
import { balancingDefaults, operatorDefaults, probeDefaults } from '../../plan-defaults.ts';

/** A log that says nothing. */
const quiet: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

const serverPlan: ServerPlan = {
  ...operatorDefaults,
  host: '127.0.0.1',
  port: 0,
  adminHost: '127.0.0.1',
  adminPort: 0,
  requestTimeoutMs: 5_000,
  keepAliveTimeoutMs: 5_000,
  shutdownTimeoutMs: 5_000,
  maxBodyBytes: 0,
  trustedProxies: [],
};

export const balancingPlan: BalancingPlan = {
  enabled: true,
  provider: null,
  algorithm: 'round_robin',
  ...balancingDefaults,
  health: {
    ...probeDefaults,
    enabled: true,
    path: '/health',
    intervalMs: 30_000,
    timeoutMs: 1_000,
    unhealthyThreshold: 3,
    healthyThreshold: 2,
  },
  affinity: { enabled: false, method: 'cookie', cookieName: 'session_id', timeoutMs: 60_000 },
  tls: { enabled: false, certificate: null, privateKey: null, protocols: ['TLSv1.2', 'TLSv1.3'] },
};

const cleanups: (() => Promise<unknown> | unknown)[] = [];

/** Stops everything that a test has started; for `afterEach`. */
export async function stopAll(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export interface TestBackend {
  readonly server: Server;
  readonly port: number;
  readonly sockets: Set<Socket>;
  /** Ends it as kill -9 would: no more connections, and every open one is reset. */
  kill(): void;
}

/** A small real backend on a free port. */
export async function startBackend(
  listener: RequestListener,
  server: Server = createServer(listener),
): Promise<TestBackend> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const kill = () => {
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
  };
  cleanups.push(kill);
  return { server, port: (server.address() as AddressInfo).port, sockets, kill };
}

export function instance(id: string, port: number, weight = 1): Instance {
  return { id, host: '127.0.0.1', port, weight, pid: null, startedAtMs: 0 };
}

export interface TestProxyOptions {
  /** Ports of the backends, named a, b, c … in this order. */
  readonly ports: readonly number[];
  readonly server?: Partial<ServerPlan>;
  readonly balancing?: Partial<BalancingPlan>;
  readonly tlsMaterial?: TlsMaterial;
  readonly wrap?: (handler: Handler) => Handler;
  readonly clock?: Clock;
}

export interface TestProxy {
  readonly proxy: ReverseProxy;
  readonly pool: BackendPool;
  readonly port: number;
  readonly url: string;
  readonly observations: RequestObservation[];
}

/** A listening proxy in front of ready backends. */
export async function startProxy(options: TestProxyOptions): Promise<TestProxy> {
  const { clock = systemClock } = options;
  const balancing = { ...balancingPlan, ...options.balancing };
  const pool = new BackendPool({ clock, thresholds: balancing.health });
  for (const [index, port] of options.ports.entries()) {
    pool.add(instance(String.fromCharCode(97 + index), port), { ready: true });
  }
  const observations: RequestObservation[] = [];
  const balancer = findBalancer(balancing.algorithm)?.create(Math.random);
  if (balancer === undefined) throw new Error(`no algorithm ${balancing.algorithm}`);
  const proxy = createProxy({
    plan: { server: { ...serverPlan, ...options.server }, balancing },
    pool,
    balancer,
    observe: (observation) => observations.push(observation),
    clock,
    log: quiet,
    secret: 'a secret for tests only',
    tlsMaterial: options.tlsMaterial ?? null,
    ...(options.wrap === undefined ? {} : { wrap: options.wrap }),
  });
  const { url, port } = await proxy.listen();
  cleanups.push(() => proxy.close(200));
  return { proxy, pool, port, url, observations };
}

export interface Answer {
  readonly status: number;
  readonly message: IncomingMessage;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer | AsyncIterable<Buffer>;
  /** Trusts this certificate and speaks https. */
  readonly ca?: string | Buffer;
}

/** Sends one request on a connection of its own and reads the whole answer. */
export async function ask(
  port: number,
  { method = 'GET', path = '/', headers = {}, body, ca }: Ask = {},
): Promise<Answer> {
  const options = { host: '127.0.0.1', port, method, path, headers, agent: false };
  const request = ca === undefined ? httpRequest(options) : httpsRequest({ ...options, ca, servername: 'localhost' });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.on('response', resolve);
  request.on('error', reject);
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) request.end(body);
  else {
    for await (const chunk of body) if (!request.write(chunk)) await once(request, 'drain');
    request.end();
  }
  const message = await promise;
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return { status: message.statusCode ?? 0, message, headers: message.headers, body: Buffer.concat(chunks) };
}

/** Writes bytes to a port and collects what comes back until the connection ends or stays silent. */
export async function raw(port: number, bytes: string, silenceMs = 150): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setTimeout(silenceMs, () => socket.destroy());
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return received;
}

/** Waits until a condition holds; fails after two seconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
