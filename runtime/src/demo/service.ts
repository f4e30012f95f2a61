/**
 * The service that the runtime starts where a plan names no command: something to scale.
 * It is a program of its own, bundled into one file and run as a child process, and no part of the balancer: the one
 * place outside `http/` that uses `node:http`.
 *
 * Environment: PORT (required), DEMO_WORKERS (slots for `/work`, 4), TSK_INSTANCE (its name in answers, `demo-<pid>`).
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Service {
  readonly instanceId: string;
  readonly slots: Slots;
}

/** One page of the service: answers, or rejects with what the client did wrong. */
type Page = (request: IncomingMessage, response: ServerResponse, url: URL, service: Service) => Promise<void> | void;

/** A request that cannot be answered as it is; the message is for the client. */
class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const MOST_MS = 60_000;
const MOST_STATIC = 1_000_000;
const MOST_ECHO_BYTES = 1_048_576;

/** The slots in which work is done: what comes while all are taken waits its turn, first come, first served. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async run(work: () => Promise<void>): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

const PAGES: readonly (readonly [path: RegExp, page: Page])[] = [
  [/^\/$/, home],
  [/^\/health$/, health],
  [/^\/work$/, work],
  [/^\/static\/[^/]*$/, staticFile],
  [/^\/session$/, session],
  [/^\/echo$/, echo],
];

function home(_request: IncomingMessage, response: ServerResponse, _url: URL, { instanceId }: Service): void {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Demo service</title>
<h1>Demo service</h1>
<p>Answered by <strong>${escapeHtml(instanceId)}</strong>, process ${process.pid}, up for ${process.uptime().toFixed(1)} s.</p>
<ul>
<li><a href="/work?ms=20&amp;cpu=0">/work?ms=20&amp;cpu=0</a> waits for a slot, then takes that many milliseconds of time and of processor</li>
<li><a href="/static/1">/static/1</a> may be cached for a minute</li>
<li><a href="/session">/session</a> counts your visits in a cookie</li>
<li><a href="/echo">/echo</a> shows the request as it arrived</li>
<li><a href="/health">/health</a> says whether this instance is well</li>
</ul>
`;
  send(response, 200, 'text/html; charset=utf-8', html, { 'Cache-Control': 'no-store' });
}

function health(_request: IncomingMessage, response: ServerResponse, _url: URL, { instanceId }: Service): void {
  const report = {
    status: 'ok',
    instance: instanceId,
    pid: process.pid,
    uptimeMs: Math.round(process.uptime() * 1000),
  };
  sendJson(response, 200, report);
}

async function work(_request: IncomingMessage, response: ServerResponse, url: URL, service: Service): Promise<void> {
  const ms = readNumber(url, 'ms', 20);
  const cpu = readNumber(url, 'cpu', 0);
  const arrived = performance.now();
  let waitedMs = 0;
  await service.slots.run(async () => {
    waitedMs = performance.now() - arrived;
    // A client that left while it waited gives its turn away.
    if (response.destroyed) return;
    burn(cpu);
    if (ms > 0) await delay(ms);
  });
  sendJson(response, 200, { instance: service.instanceId, ms, cpu, waitedMs: Math.round(waitedMs) });
}

/** Keeps the processor busy for so many milliseconds of its own time, whatever else runs on the machine. */
function burn(cpuMs: number): void {
  const before = process.cpuUsage();
  let used = 0;
  while (used < cpuMs * 1000) {
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  }
}

function staticFile(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const text = url.pathname.slice('/static/'.length);
  if (!/^\d{1,7}$/.test(text) || Number(text) > MOST_STATIC) {
    throw new BadRequest(404, `There is no static file "${text}": they are numbered from 0 to ${MOST_STATIC}.`);
  }
  const body = staticBody(Number(text));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
  const fields = { 'Cache-Control': 'public, max-age=60', ETag: etag };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, fields).end();
    return;
  }
  send(response, 200, 'text/plain; charset=utf-8', body, fields);
}

/** Some kilobytes that depend on the number alone, so that every instance gives the same. */
function staticBody(number: number): string {
  const line = `static file ${number}: the same from every instance, cacheable for a minute\n`;
  return line.repeat(8 + (number % 50));
}

function session(request: IncomingMessage, response: ServerResponse, _url: URL, { instanceId }: Service): void {
  const seen = /(?:^|;\s*)demo_visits=(\d{1,9})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1] ?? '0';
  const visits = Number(seen) + 1;
  const cookie = `demo_visits=${visits}; Path=/; HttpOnly; SameSite=Lax`;
  sendJson(response, 200, { instance: instanceId, visits }, { 'Set-Cookie': cookie });
}

async function echo(request: IncomingMessage, response: ServerResponse, url: URL, service: Service): Promise<void> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Too large a body is read to its end all the same: left on the connection, it would stand in the way of the next request.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST_ECHO_BYTES) chunks.push(chunk);
  }
  if (length > MOST_ECHO_BYTES) throw new BadRequest(413, `Only ${MOST_ECHO_BYTES} bytes are echoed.`);
  sendJson(response, 200, {
    instance: service.instanceId,
    method: request.method,
    path: url.pathname + url.search,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  });
}

function readNumber(url: URL, name: string, otherwise: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > MOST_MS) {
    throw new BadRequest(400, `"${name}" is a number of milliseconds from 0 to ${MOST_MS}, not "${text}".`);
  }
  return value;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function sendJson(response: ServerResponse, status: number, value: unknown, fields: Record<string, string> = {}): void {
  send(response, status, 'application/json', `${JSON.stringify(value)}\n`, { 'Cache-Control': 'no-store', ...fields });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  fields: Record<string, string>,
): void {
  const headers = { ...fields, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, headers).end(body);
}

async function answer(request: IncomingMessage, response: ServerResponse, service: Service): Promise<void> {
  try {
    const url = parseTarget(request.url ?? '/');
    const found = PAGES.find(([path]) => path.test(url.pathname));
    if (found === undefined) throw new BadRequest(404, `There is no page ${url.pathname}; / lists them.`);
    await found[1](request, response, url, service);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else if (error instanceof BadRequest) sendJson(response, error.status, { error: error.message });
    else sendJson(response, 500, { error: String(error) });
  }
}

function parseTarget(target: string): URL {
  const base = 'http://demo.invalid';
  // A target such as `//a` is a path here, not an authority.
  const path = target.startsWith('/') ? target.replace(/^\/+/, '/') : '/';
  if (!URL.canParse(path, base)) throw new BadRequest(400, 'The target of the request is no path.');
  return new URL(path, base);
}

function readInteger(name: string, least: number, most: number, otherwise?: number): number {
  const text = process.env[name] ?? (otherwise === undefined ? '' : String(otherwise));
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  console.error(
    text === ''
      ? `The demo service needs the variable ${name}: the TCP port to listen on. The runtime sets it for what it starts.`
      : `${name} is a whole number from ${least} to ${most}, not "${text}".`,
  );
  process.exit(2);
}

/** Takes no more connections, lets the requests in flight finish, and ends with them. */
function stopOnSignals(server: Server): void {
  const stop = (): void => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function main(): void {
  const port = readInteger('PORT', 0, 65_535);
  const slots = new Slots(readInteger('DEMO_WORKERS', 1, 1024, 4));
  const service: Service = { instanceId: process.env['TSK_INSTANCE'] ?? `demo-${process.pid}`, slots };
  const server = createServer((request, response) => {
    // After a stop signal, a kept-alive connection ends with the answer that it was waiting for.
    response.on('close', () => {
      if (!server.listening) server.closeIdleConnections();
    });
    void answer(request, response, service);
  });
  server.on('error', (error) => {
    console.error(`The demo service cannot listen on 127.0.0.1:${port}: ${error.message}`);
    process.exit(1);
  });
  stopOnSignals(server);
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    console.log(`demo service ${service.instanceId} listens on http://127.0.0.1:${bound}`);
  });
}

main();
