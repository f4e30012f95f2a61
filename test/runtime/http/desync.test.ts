import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desyncCases } from './desync-cases.ts';
import { startBackend, startProxy, stopAll, type TestProxy } from './support.ts';

let direct: TestProxy;
let layered: TestProxy;
const seen: string[] = [];

/** Says what it has seen, on one line, and keeps it. */
beforeAll(async () => {
  const backend = await startBackend((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const line = `${request.method} ${request.url} ${Buffer.concat(chunks)}`;
      seen.push(line);
      response.end(`<${line}>`);
    });
  });
  direct = await startProxy({ ports: [backend.port] });
  layered = await startProxy({ ports: [backend.port], wrap: (handler) => handler });
});

afterAll(stopAll);

const next = 'GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

/** Sends the bytes in two pieces, reads to the end, and gives the statuses and what the backend has seen for them. */
async function exchange(port: number, bytes: string, cut: number): Promise<string[]> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  socket.setTimeout(1_500, () => socket.destroy());
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  socket.write(bytes.slice(0, cut), 'latin1');
  await new Promise((resolve) => setTimeout(resolve, 3));
  socket.write(bytes.slice(cut), 'latin1');
  await closed;
  return received.match(/HTTP\/1\.1 \d+|<[^>]*>/g) ?? [];
}

function answers(expected: number | readonly string[]): string[] {
  if (typeof expected === 'number') return [`HTTP/1.1 ${expected}`];
  return [...expected, 'GET /next '].flatMap((line) => ['HTTP/1.1 200', `<${line}>`]);
}

describe.each([
  ['directly', () => direct.port],
  ['through layers', () => layered.port],
])('passed on %s', (_way, port) => {
  test.each(desyncCases)('$name', async ({ bytes, expected }) => {
    const before = seen.length;
    const whole = bytes + next;
    expect(await exchange(port(), whole, whole.length)).toEqual(answers(expected));
    // A body that is refused in its middle may have been begun; it must not have looked complete.
    if (typeof expected === 'number') expect(seen.slice(before)).toEqual([]);
  });
});

test.each(desyncCases)('cut anywhere: $name', async ({ bytes, expected }) => {
  const whole = bytes + next;
  const cuts = Array.from({ length: whole.length - 1 }, (_, index) => index + 1);
  const outcomes = await Promise.all(cuts.map((cut) => exchange(direct.port, whole, cut)));
  expect(new Set(outcomes.map((outcome) => outcome.join('\n')))).toEqual(new Set([answers(expected).join('\n')]));
});
