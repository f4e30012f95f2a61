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
  readonly handle: AdminHandler;
  /** Told of what should not happen: an answer that could not be made. */
  readonly onError: (error: unknown) => void;
}

/** Opens the admin listener; rejects with the system's error where the port cannot be had. */
export async function listenAdmin({ host, port, handle, onError }: AdminServerOptions): Promise<AdminServer> {
  const server = createServer((request, response) => {
    answer(request, handle)
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

/** A web page that is open in the operator's browser must not change anything: browsers send `Origin` where that could be. */
async function answer(request: IncomingMessage, handle: AdminHandler): Promise<AdminResponse> {
  request.resume();
  const method = request.method ?? 'GET';
  if (request.headers.origin !== undefined && method !== 'GET' && method !== 'HEAD') {
    return plain(403, 'Web pages may not change anything here.');
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

function plain(status: number, text: string): AdminResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
