import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerPlan } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import type { Refusal } from './admission.ts';
import { Connections } from './connections.ts';
import { reasonPhrase } from './errors.ts';
import type { Handler } from './exchange.ts';
import { createTrustCheck } from './forwarded.ts';
import { type ServeContext, serve } from './serve.ts';
import type { TlsMaterial } from './tls.ts';
import { serveUpgrade } from './tunnel.ts';

/** Largest request head in bytes; a larger one gets 431. */
const MAX_HEAD_BYTES = 16_384;
/** Most header fields in a request; more get 431. */
const MAX_HEADER_COUNT = 100;
/** A client that takes longer to send its request head gets 408. */
const HEAD_TIMEOUT_MS = 15_000;
/** How often Node looks for such clients. */
const HEAD_TIMEOUT_CHECK_MS = 1_000;

/** What the server in front is made of. */
export interface FrontServerOptions {
  readonly plan: ServerPlan;
  /** Null speaks plain HTTP. */
  readonly tls: TlsMaterial | null;
  readonly handler: Handler;
  /** Answers requests to switch protocols, which no cache should see. */
  readonly upgradeHandler: Handler;
  readonly observe: RequestObserver;
  readonly clock: Clock;
  readonly log: Log;
}

/** The listener that clients connect to. */
export interface FrontServer {
  /** Opens the port of the plan. Rejects with the system's error where that cannot be done, such as EADDRINUSE. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /**
   * Accepts no more connections, answers what is in flight or still arrives on open ones with `Connection: close`,
   * and closes each when it is done. What is not done after `timeoutMs` is cut off.
   */
  close(timeoutMs: number): Promise<void>;
}

/** A server for HTTP/1.1, or HTTPS with the material given, that hands each request to a handler. */
export function createFrontServer(options: FrontServerOptions): FrontServer {
  const { plan, tls, log } = options;
  const connections = new Connections();
  let closed: Promise<void> | undefined;
  const server = createNodeServer(plan, tls);
  const context: ServeContext = {
    handler: options.handler,
    scheme: tls === null ? 'http' : 'https',
    limits: { maxHeaderCount: MAX_HEADER_COUNT, maxBodyBytes: plan.maxBodyBytes },
    isTrusted: createTrustCheck(plan.trustedProxies),
    connections,
    observe: shielded(options.observe, log),
    clock: options.clock,
    log,
    isClosing: () => closed !== undefined,
  };
  route(server, context, options.upgradeHandler);

  return {
    async listen() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      server.once('error', reject);
      server.listen(plan.port, plan.host, resolve);
      await promise;
      server.off('error', reject);
      server.on('error', (error) => log.error('The listener has a problem.', { error }));
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : plan.port;
      return { url: `${context.scheme}://${urlHost(plan.host)}:${port}`, port };
    },
    async close(timeoutMs) {
      closed ??= shutDown(server, connections, timeoutMs);
      await closed;
    },
  };
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

async function shutDown(server: Server, connections: Connections, timeoutMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Not the HTTP server's own close: it would cut idle connections on which a request may be under way.
  NetServer.prototype.close.call(server, () => resolve());
  await connections.finish(timeoutMs);
  await promise;
  // Now the server's own close, for the timers that it keeps.
  server.close();
}

function createNodeServer(plan: ServerPlan, tls: TlsMaterial | null): Server {
  const options: ServerOptions = {
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: HEAD_TIMEOUT_MS,
    requestTimeout: 0,
    connectionsCheckingInterval: HEAD_TIMEOUT_CHECK_MS,
    keepAliveTimeout: plan.keepAliveTimeoutMs,
    requireHostHeader: false,
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  const server =
    tls === null
      ? createHttpServer(options)
      : createHttpsServer({
          ...options,
          cert: tls.certificate,
          key: tls.privateKey,
          minVersion: tls.minVersion,
          maxVersion: tls.maxVersion,
        });
  // Node drops the fields above this count in silence; they are counted on admission instead.
  server.maxHeadersCount = 0;
  return server;
}

function route(server: Server, context: ServeContext, upgradeHandler: Handler): void {
  const { connections, log } = context;
  server.on('connection', (socket: Socket) => connections.accept(socket));
  server.on(context.scheme === 'http' ? 'connection' : 'secureConnection', (socket: Socket) => connections.add(socket));
  server.on('request', (message, response) => void serve(message, response, context, { expectsContinue: false }));
  server.on('checkContinue', (message, response) => void serve(message, response, context, { expectsContinue: true }));
  server.on('checkExpectation', (message, response) => {
    const refusal: Refusal = { status: 417, reason: 'the only expectation met here is 100-continue' };
    void serve(message, response, context, { expectsContinue: false, refusal });
  });
  server.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    void serveUpgrade(message, socket, head, { ...context, handler: upgradeHandler });
  });
  server.on('connect', (_message, socket) => endWith(socket, 501, 'CONNECT is not for this server', log));
  server.on('clientError', (error, socket) => {
    // Not where TLS has failed, and a fault in the body of a request that is being answered gets no second answer.
    if (!connections.isIdle(socket) || !socket.writable) socket.destroy();
    else answerFault(error, socket, log);
  });
  server.on('tlsClientError', (error) => log.debug('A TLS handshake failed.', { reason: error.message }));
}

/** The answer to bytes that Node's parser could not read as a request. */
function answerFault(error: Error, socket: Duplex, log: Log): void {
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      socket.destroy();
      break;
    case 'HPE_HEADER_OVERFLOW':
      endWith(socket, 431, 'the header fields are too large', log);
      break;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      endWith(socket, 408, 'the request took too long to arrive', log);
      break;
    default:
      endWith(socket, 400, 'the request is malformed', log, error.message);
  }
}

function endWith(socket: Duplex, status: number, text: string, log: Log, detail = text): void {
  log.info('A request was refused.', { status, reason: detail });
  const body = `${status} ${reasonPhrase(status)}: ${text}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${reasonPhrase(status)}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** A host to connect to where one listens on this address. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
