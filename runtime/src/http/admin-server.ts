import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** An answer of the admin listener, whole. */
export interface AdminResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Methods that the path takes, where the one that was used is not among them. */
  readonly allow?: string;
}

/** Answers one request of the operator. `target` is a path with an optional query. */
export type AdminHandler = (method: string, target: string) => Promise<AdminResponse>;

/** A listener of the operator. */
export interface AdminServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Where the operator connects, and who answers. */
export interface AdminServerOptions {
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  /** What requests must bring as `Authorization: Bearer …`; null asks for nothing. */
  readonly token: string | null;
  readonly handle: AdminHandler;
  /** Told of what should not happen: an answer that could not be made. */
  readonly onError: (error: unknown) => void;
}

/** Opens the admin listener; rejects with the system's error where the port cannot be had. */
export async function listenAdmin({ host, port, token, handle, onError }: AdminServerOptions): Promise<AdminServer> {
  const server = createServer((request, response) => {
    answer(request, handle, { token, isLocal: isLoopback(host) })
      .catch((error: unknown) => {
        onError(error);
        return plain(500, 'The answer could not be made; the log says why.');
      })
      .then((result) => send(request, response, result));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Who may do what. */
interface Access {
  readonly token: string | null;
  readonly isLocal: boolean;
}

/** A web page that is open in the operator's browser must not change anything: browsers send `Origin` where that could be. */
async function answer(
  request: IncomingMessage,
  handle: AdminHandler,
  { token, isLocal }: Access,
): Promise<AdminResponse> {
  request.resume();
  const method = request.method ?? 'GET';
  const changes = method !== 'GET' && method !== 'HEAD';
  if (request.headers.origin !== undefined && changes) return plain(403, 'Web pages may not change anything here.');
  if (token === null && !isLocal && changes) {
    return plain(403, 'Changes need a token here, since others reach this address: set server.admin_token.');
  }
  // A load balancer in front asks for the health, and has no token.
  if (token !== null && request.url !== '/healthz' && !isSame(request.headers.authorization, `Bearer ${token}`)) {
    return plain(401, 'The token is missing or wrong: send Authorization: Bearer and the value of server.admin_token.');
  }
  return handle(method, request.url ?? '/');
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body, allow }: AdminResponse,
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(allow === undefined ? {} : { allow }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Compares in a time that does not tell how much is right. */
function isSame(given: string | undefined, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(wanted));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function plain(status: number, text: string): AdminResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
