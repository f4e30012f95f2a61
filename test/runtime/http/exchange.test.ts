import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, raw, startBackend, startProxy, stopAll, until } from './support.ts';

afterEach(stopAll);

/** Sends back what it got: the body, and method and head as JSON in a field. */
async function startEcho() {
  return await startBackend((request, response) => {
    response.setHeader(
      'x-seen',
      JSON.stringify({ method: request.method, url: request.url, headers: request.headers }),
    );
    request.pipe(response);
  });
}

async function* slices(whole: Buffer, size: number) {
  for (let start = 0; start < whole.byteLength; start += size) yield whole.subarray(start, start + size);
}

describe('bodies', () => {
  const large = randomBytes(5 * 1024 * 1024);
  test.each([
    ['with a length', { body: 'hello', headers: { 'content-length': '5' } }, Buffer.from('hello')],
    [
      'chunked',
      { body: slices(Buffer.from('hello'), 2), headers: { 'transfer-encoding': 'chunked' } },
      Buffer.from('hello'),
    ],
    ['of 5 MB, streamed', { body: slices(large, 50_000), headers: { 'transfer-encoding': 'chunked' } }, large],
    ['of 5 MB, with a length', { body: large, headers: { 'content-length': String(large.byteLength) } }, large],
    ['that are empty', { body: '', headers: { 'content-length': '0' } }, Buffer.alloc(0)],
  ])('%s arrive whole, both ways', async (_name, body, expected) => {
    const { port } = await startProxy({ ports: [(await startEcho()).port] });
    const answer = await ask(port, { method: 'POST', ...body });
    expect(answer.status).toBe(200);
    expect(answer.body.equals(expected)).toBe(true);
  });

  test('with a known length keep it on both sides', async () => {
    const backend = await startBackend((request, response) => {
      const length = request.headers['content-length'];
      request.resume().on('end', () => response.writeHead(200, { 'content-length': 2, 'x-got': length }).end('ok'));
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const { headers } = await ask(port, { method: 'PUT', body: 'four', headers: { 'content-length': '4' } });
    expect(headers).toMatchObject({ 'content-length': '2', 'x-got': '4' });
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  test('are passed on piece by piece: an event stream is not held back', async () => {
    const { promise: clientHasHead, resolve } = Promise.withResolvers<void>();
    const backend = await startBackend(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      await clientHasHead;
      response.write('data: 1\n\n');
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const request = httpRequest({ port, host: '127.0.0.1', agent: false }).end();
    const [response] = await once(request, 'response');
    resolve();
    const [event] = await once(response, 'data');
    expect(String(event)).toBe('data: 1\n\n');
    request.destroy();
  });

  test('wait for a client that reads slowly', async () => {
    let written = 0;
    const backend = await startBackend((_request, response) => {
      const block = Buffer.alloc(65_536);
      const write = () => {
        while (written < 64 * 1024 * 1024) {
          written += block.byteLength;
          if (!response.write(block)) return;
        }
      };
      response.on('drain', write);
      write();
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(written).toBeLessThan(32 * 1024 * 1024);
    socket.destroy();
  });
});

describe('statuses and methods', () => {
  test.each([
    [204, {}],
    [304, { etag: '"1"' }],
  ])('%i has no body and leaves the connection usable', async (status, headers) => {
    const backend = await startBackend((_request, response) => response.writeHead(status, headers).end());
    const { port } = await startProxy({ ports: [backend.port] });
    const received = await raw(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    expect(received.match(/HTTP\/1.1 (\d+)/g)).toEqual([`HTTP/1.1 ${status}`, `HTTP/1.1 ${status}`]);
    expect(received).not.toMatch(/transfer-encoding/i);
  });

  test('HEAD gets the length and no body', async () => {
    const backend = await startBackend((_request, response) =>
      response.writeHead(200, { 'content-length': 5 }).end('hello'),
    );
    const { port } = await startProxy({ ports: [backend.port] });
    const received = await raw(port, 'HEAD / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(received).toMatch(/^Content-Length: 5\r$/im);
    expect(received.endsWith('\r\n\r\n')).toBe(true);
  });

  test('an HTTP/1.0 client gets its answer and a closed connection', async () => {
    const { port } = await startProxy({ ports: [(await startEcho()).port] });
    const received = await raw(port, 'POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).not.toMatch(/transfer-encoding/i);
    expect(received.endsWith('\r\n\r\nhello')).toBe(true);
  });

  test('trailers of the backend arrive', async () => {
    const backend = await startBackend((_request, response) => {
      response.writeHead(200, { trailer: 'x-sum' });
      response.write('part');
      response.addTrailers({ 'x-sum': '42' });
      response.end();
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const { message, body } = await ask(port);
    expect(String(body)).toBe('part');
    expect(message.trailers).toEqual({ 'x-sum': '42' });
  });

  test('pipelined requests are answered in order', async () => {
    const backend = await startBackend((request, response) => {
      setTimeout(() => response.end(`<${request.url}>`), request.url === '/slow' ? 80 : 0);
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const received = await raw(port, 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /fast HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(received.match(/<[^>]+>/g)).toEqual(['</slow>', '</fast>']);
  });

  test('an absolute target is forwarded as a path, and its host wins over Host', async () => {
    const { port } = await startProxy({ ports: [(await startEcho()).port] });
    const received = await raw(port, 'GET http://a.example/p?q=1 HTTP/1.1\r\nHost: b.example\r\n\r\n');
    expect(received).toContain('"url":"/p?q=1"');
    expect(received).toContain('"host":"a.example"');
  });
});

describe('Expect: 100-continue', () => {
  const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n';

  test('the client is told to go on when a backend takes the body', async () => {
    const { port } = await startProxy({ ports: [(await startEcho()).port] });
    const socket = connect(port, '127.0.0.1');
    socket.write(head);
    const [first] = await once(socket, 'data');
    expect(String(first)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('hello');
    const [second] = await once(socket, 'data');
    expect(String(second)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(String(second)).not.toMatch(/"expect"/);
    socket.destroy();
  });

  test('a request that cannot be served is answered at once, and the connection closed', async () => {
    const { port } = await startProxy({ ports: [] });
    const received = await raw(port, head);
    expect(received).toMatch(/^HTTP\/1\.1 503 /);
    expect(received).toMatch(/^Connection: close\r$/im);
  });

  test('any other expectation gets 417', async () => {
    const { port } = await startProxy({ ports: [(await startEcho()).port] });
    const { status } = await ask(port, { headers: { expect: 'a-miracle' } });
    expect(status).toBe(417);
  });
});

describe('observation', () => {
  test('each request is observed once, with what was sent', async () => {
    const backend = await startBackend((_request, response) => response.end('hello'));
    const { port, observations } = await startProxy({ ports: [backend.port] });
    await ask(port, { path: '/x?y=1' });
    await until(() => observations.length > 0, 'observed');
    expect(observations).toEqual([
      expect.objectContaining({
        method: 'GET',
        target: '/x?y=1',
        clientAddress: '127.0.0.1',
        status: 200,
        bytesSent: 5,
        backendId: 'a',
        cache: 'bypass',
        failure: null,
      }),
    ]);
    expect(observations[0]?.durationMs).toBeGreaterThan(0);
  });

  test('a client whose connection is reset before the answer is a 499, and its backend is let go', async () => {
    let closed = 0;
    const backend = await startBackend((_request, response) => response.on('close', () => (closed += 1)));
    const { port, observations, pool } = await startProxy({ ports: [backend.port] });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await until(() => pool.find('a')?.inFlight === 1, 'in flight');
    socket.resetAndDestroy();
    await until(() => observations.length === 1 && closed === 1, 'observed and let go');
    expect(observations[0]).toMatchObject({ status: 499, failure: 'the client went away' });
    await until(() => pool.find('a')?.inFlight === 0, 'released');
  });

  test('a client that says that it sends nothing more still gets its answer', async () => {
    const backend = await startBackend((_request, response) => setTimeout(() => response.end('late'), 50));
    const { port, observations } = await startProxy({ ports: [backend.port] });
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let received = '';
    socket.on('data', (chunk) => (received += String(chunk)));
    await once(socket, 'end');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*late$/);
    expect(observations).toMatchObject([{ status: 200, failure: null }]);
  });

  test('a client that leaves in the middle of its body is a 499, and the backend sees a broken body', async () => {
    let aborted = false;
    const backend = await startBackend((request) => request.on('error', () => (aborted = true)).resume());
    const { port, observations } = await startProxy({ ports: [backend.port] });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly some');
    await until(() => backend.sockets.size > 0, 'connected');
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
    await until(() => observations.length === 1 && aborted, 'observed and broken');
    expect(observations[0]?.status).toBe(499);
  });
});
