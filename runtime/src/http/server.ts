import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions, Server as TlsServer } from 'node:tls';
import type { ServerPlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import { ClientConnection } from './client-connection.ts';
import { ClientConnections } from './client-connections.ts';
import { type DirectContext, DirectExchange } from './direct-exchange.ts';
import type { Handler } from './exchange.ts';
import { createTrustCheck } from './forwarded.ts';
import { LayeredExchange } from './layered-exchange.ts';
import type { ArrivedRequest, ServeContext, StartableExchange } from './serve-context.ts';
import type { TlsMaterial } from './tls.ts';
import type { Sweeper } from './transport/sweeper.ts';

/** A client that takes longer to agree on TLS is cut. */
const HANDSHAKE_TIMEOUT_MS = 15_000;

/** What the server in front is made of. */
export interface FrontServerOptions {
  readonly plan: ServerPlan;
  /** Null speaks plain HTTP. */
  readonly tls: TlsMaterial | null;
  /** Answers what must not go directly from side to side: old clients, and all where layers look at requests. */
  readonly handler: Handler;
  /** Whether there are layers, such as a cache, that see every ordinary request. */
  readonly hasLayers: () => boolean;
  readonly direct: DirectContext;
  readonly sweeper: Sweeper;
  readonly observe: RequestObserver;
  readonly clock: Clock;
  readonly log: Log;
}

/** The listener that clients connect to. */
export interface FrontServer {
  /** Opens the port of the plan. Rejects with the system's error where that cannot be done, such as EADDRINUSE. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Uses another certificate and key for connections that are still to come. Nothing happens on a listener without TLS. */
  replaceTls(material: TlsMaterial): void;
  /**
   * Accepts no more connections, answers what is in flight or still arrives on open ones with `Connection: close`,
   * and closes each when it is done. What is not done after `timeoutMs` is cut off.
   */
  close(timeoutMs: number): Promise<void>;
}

/** A server for HTTP/1.1, or HTTPS with the material given. */
export function createFrontServer(options: FrontServerOptions): FrontServer {
  const { plan, tls, log } = options;
  const connections = new ClientConnections();
  let closed: Promise<void> | undefined;
  const context: ServeContext = {
    createExchange: (connection, request) => createExchange(connection, request, context, options),
    scheme: tls === null ? 'http' : 'https',
    maxBodyBytes: plan.maxBodyBytes,
    keepAliveTimeoutMs: plan.keepAliveTimeoutMs,
    isTrusted: createTrustCheck(plan.trustedProxies),
    connections,
    sweeper: options.sweeper,
    observe: shielded(options.observe, log),
    clock: options.clock,
    log,
    isClosing: () => closed !== undefined,
  };
  const server = createListener(tls, (socket) => void new ClientConnection(socket, context), log);

  return {
    async listen() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      server.once('error', reject);
      server.listen({ port: plan.port, host: plan.host, backlog: 4_096 }, resolve);
      await promise;
      server.off('error', reject);
      server.on('error', (error) => log.error('The listener has a problem.', { error }));
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : plan.port;
      return { url: `${context.scheme}://${urlHost(plan.host)}:${port}`, port };
    },
    replaceTls(material) {
      if (server instanceof TlsServer) server.setSecureContext(secureContextOf(material));
    },
    async close(timeoutMs) {
      // Not to wait for the server's own word: it counts connections that have been adopted since.
      server.close();
      closed ??= connections.finish(timeoutMs);
      await closed;
    },
  };
}

/** A request goes the direct way where no layer has to see it. Old clients read no chunks, and switch no protocols. */
function createExchange(
  connection: ClientConnection,
  request: ArrivedRequest,
  context: ServeContext,
  { handler, hasLayers, direct }: FrontServerOptions,
): StartableExchange {
  const { isOld, upgrade } = request.admitted;
  return isOld || (upgrade === undefined && hasLayers())
    ? new LayeredExchange(connection, request, context, handler)
    : new DirectExchange(connection, request, context, direct);
}

function createListener(tls: TlsMaterial | null, accept: (socket: Socket) => void, log: Log): Server {
  if (tls === null) return createTcpServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, accept);
  const server = createTlsServer({
    allowHalfOpen: true,
    noDelay: true,
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    ...secureContextOf(tls),
  });
  server.on('secureConnection', accept);
  server.on('tlsClientError', (error) => log.debug('A TLS handshake failed.', { reason: error.message }));
  return server;
}

function secureContextOf({ certificate, privateKey, minVersion, maxVersion }: TlsMaterial): SecureContextOptions {
  return { cert: certificate, key: privateKey, minVersion, maxVersion };
}

/** An observer with a bug must not take the server down: its errors end here. */
function shielded(observe: RequestObserver, log: Log): RequestObserver {
  return (observation) => {
    try {
      observe(observation);
    } catch (error) {
      log.error('An observer met a bug of the runtime (TSK9003).', { error });
    }
  };
}

/** A host to connect to where one listens on this address. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
