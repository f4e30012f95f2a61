/**
 * Sends requests at a fixed rate, whether or not the answers keep up, and prints percentiles of their latency as JSON. A request's
 * time starts when it should have been sent, so that a server that stalls is charged with all that waited meanwhile.
 *
 *     node open-loop.ts PORT RATE SECONDS CONNECTIONS
 */
import { connect, type Socket } from 'node:net';

const [port = 0, rate = 1000, seconds = 3, connections = 64] = process.argv.slice(2).map(Number);
const request = Buffer.from('GET /1024 HTTP/1.1\r\nHost: bench\r\n\r\n');
const total = Math.round(rate * seconds);
const latenciesUs: number[] = [];
const idle: Client[] = [];
const waiting: number[] = [];
let errors = 0;

/** One kept connection with at most one request on it. */
interface Client {
  readonly socket: Socket;
  dueUs: number;
  missing: number;
}

function open(): Client {
  const client: Client = { socket: connect(port, '127.0.0.1'), dueUs: 0, missing: 0 };
  client.socket.setNoDelay(true);
  client.socket.on('data', (chunk) => receive(client, chunk));
  client.socket.on('error', () => {
    errors += 1;
  });
  return client;
}

function receive(client: Client, chunk: Buffer): void {
  if (client.missing === 0) {
    const end = chunk.indexOf('\r\n\r\n');
    const length = /content-length: (\d+)/i.exec(chunk.toString('latin1', 0, end))?.[1];
    if (!chunk.toString('latin1', 9, 12).startsWith('200') || length === undefined) errors += 1;
    client.missing = Number(length ?? 0) + end + 4;
  }
  client.missing -= chunk.length;
  if (client.missing > 0) return;
  client.missing = 0;
  latenciesUs.push(nowUs() - client.dueUs);
  const next = waiting.shift();
  if (next === undefined) idle.push(client);
  else send(client, next);
}

function send(client: Client, dueUs: number): void {
  client.dueUs = dueUs;
  client.socket.write(request);
}

function nowUs(): number {
  return performance.now() * 1000;
}

for (let count = 0; count < connections; count += 1) idle.push(open());
await new Promise((resolve) => setTimeout(resolve, 300));
const startUs = nowUs();
let sent = 0;

function tick(): void {
  const due = Math.min(total, Math.floor(((nowUs() - startUs) * rate) / 1e6));
  for (; sent < due; sent += 1) {
    const dueUs = startUs + (sent * 1e6) / rate;
    const client = idle.pop();
    if (client === undefined) waiting.push(dueUs);
    else send(client, dueUs);
  }
  if (sent < total) setImmediate(tick);
  else setTimeout(finish, 500);
}

function finish(): void {
  latenciesUs.sort((a, b) => a - b);
  const at = (share: number): number => (latenciesUs[Math.floor(latenciesUs.length * share)] ?? Number.NaN) / 1000;
  console.log(JSON.stringify({ p50Ms: at(0.5), p99Ms: at(0.99), answered: latenciesUs.length, sent: total, errors }));
  process.exit();
}

tick();
