import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Agent, request as undiciRequest } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, raw, startBackend, startProxy, stopAll, until } from './support.ts';

afterEach(stopAll);

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startOk(body = 'ok') {
  return await startBackend((request, response) => {
    request.resume().on('end', () => response.end(body));
  });
}

/** Resets each connection as soon as a request arrives on it. */
async function startResetter() {
  let requests = 0;
  const backend = await startBackend((request) => {
    requests += 1;
    request.socket.resetAndDestroy();
  });
  return { ...backend, requests: () => requests };
}

describe('a backend that cannot be reached', () => {
  test.each(['GET', 'POST', 'DELETE', 'PATCH'])('does not fail a %s while another one can', async (method) => {
    const ports = [await closedPort(), (await startOk()).port];
    const { port, observations } = await startProxy({ ports });
    const body = method === 'GET' ? {} : { body: 'data', headers: { 'content-length': '4' } };
    for (let count = 0; count < 4; count += 1) expect((await ask(port, { method, ...body })).status).toBe(200);
    await until(() => observations.length === 4, 'observed');
    expect(observations.map((observation) => observation.backendId)).toEqual(['b', 'b', 'b', 'b']);
  });

  test('is taken out after as many refusals as the plan says', async () => {
    const { port, pool } = await startProxy({ ports: [await closedPort(), (await startOk()).port] });
    for (let count = 0; count < 6; count += 1) await ask(port);
    expect(pool.find('a')).toMatchObject({ state: 'unhealthy', failuresTotal: 3 });
    expect(pool.find('a')?.detail).toMatch(/^3 connections failed: .*ECONNREFUSED/);
  });

  test('gives 503 with Retry-After where it is the only one', async () => {
    const { port, observations } = await startProxy({ ports: [await closedPort()] });
    const { status, headers } = await ask(port);
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    await until(() => observations.length === 1, 'observed');
    expect(observations[0]?.failure).toMatch(/ECONNREFUSED/);
  });

  test('gives 503 with Retry-After where all are like that', async () => {
    const { port } = await startProxy({ ports: [await closedPort(), await closedPort(), await closedPort()] });
    expect((await ask(port)).status).toBe(503);
  });

  test('no backend at all gives 503 with Retry-After', async () => {
    const { port, observations } = await startProxy({ ports: [] });
    const { status, headers } = await ask(port, { method: 'POST', body: 'x' });
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    await until(() => observations.length === 1, 'observed');
    expect(observations[0]).toMatchObject({ status: 503, backendId: null, failure: 'no instance is ready' });
  });
});

describe('a backend that resets the connection', () => {
  test('before its answer: an idempotent request goes elsewhere', async () => {
    const resetter = await startResetter();
    const { port } = await startProxy({ ports: [resetter.port, (await startOk('other')).port] });
    for (let count = 0; count < 4; count += 1) expect(String((await ask(port)).body)).toBe('other');
    expect(resetter.requests()).toBeGreaterThan(0);
  });

  test('before its answer: a POST is not sent a second time', async () => {
    const resetter = await startResetter();
    const other = await startResetter();
    const { port } = await startProxy({ ports: [resetter.port, other.port] });
    expect((await ask(port, { method: 'POST', body: 'pay' })).status).toBe(502);
    expect(resetter.requests() + other.requests()).toBe(1);
  });

  test('each time: the tries are bounded, and the answer is 502', async () => {
    const resetter = await startResetter();
    const { port } = await startProxy({ ports: [resetter.port] });
    expect((await ask(port)).status).toBe(502);
    expect(resetter.requests()).toBe(3);
  });

  test.each([
    ['with a length', { 'content-length': '1000' }],
    ['chunked', {}],
  ])('in the middle of a body %s: the client sees that it is cut', async (_name, headers) => {
    const backend = await startBackend((request, response) => {
      response.writeHead(200, headers);
      response.write('the first half');
      setTimeout(() => request.socket.resetAndDestroy(), 30);
    });
    const { port, observations } = await startProxy({ ports: [backend.port] });
    await expect(ask(port)).rejects.toThrow(/aborted|ECONNRESET|socket hang up/);
    await until(() => observations.length === 1, 'observed');
    expect(observations[0]).toMatchObject({ status: 200, backendId: 'a', bytesSent: 14 });
    expect(observations[0]?.failure).not.toBeNull();
  });

  test('while a layer still holds the answer: the client sees that it is cut', async () => {
    const backend = await startBackend((request, response) => {
      response.write('the first half');
      setTimeout(() => request.socket.resetAndDestroy(), 30);
    });
    const { port, observations } = await startProxy({
      ports: [backend.port],
      wrap: (handler) => async (request) => {
        const response = await handler(request);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return response;
      },
    });
    await expect(ask(port)).rejects.toThrow();
    await until(() => observations.length === 1, 'observed');
    expect(observations[0]?.failure).not.toBeNull();
  });

  test('in the middle of a body to an HTTP/1.0 client: it gets a reset, not an end', async () => {
    const backend = await startBackend((request, response) => {
      response.write('the first half');
      setTimeout(() => request.socket.resetAndDestroy(), 30);
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const { connect } = await import('node:net');
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.0\r\n\r\n');
    socket.resume();
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  test('with a body shorter than it promised is a cut answer too', async () => {
    const backend = await startBackend((request) => {
      request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort');
    });
    const { port } = await startProxy({ ports: [backend.port] });
    await expect(ask(port)).rejects.toThrow();
  });
});

describe('a backend that hangs', () => {
  test('gives 504 when the time is up', async () => {
    const backend = await startBackend(() => undefined);
    const { port, observations, pool } = await startProxy({ ports: [backend.port], server: { requestTimeoutMs: 80 } });
    expect((await ask(port)).status).toBe(504);
    await until(() => observations.length === 1, 'observed');
    expect(observations[0]?.failure).toBe('a did not answer in time');
    expect(pool.find('a')).toMatchObject({ inFlight: 0, failuresTotal: 1 });
  });

  test('after its head does not: the time is for the head', async () => {
    const backend = await startBackend((_request, response) => {
      response.write('a');
      setTimeout(() => response.end('b'), 200);
    });
    const { port } = await startProxy({ ports: [backend.port], server: { requestTimeoutMs: 80 } });
    expect(String((await ask(port)).body)).toBe('ab');
  });

  test('may hang for ever where the plan sets no limit', async () => {
    const backend = await startBackend((_request, response) => setTimeout(() => response.end('late'), 150));
    const { port } = await startProxy({ ports: [backend.port], server: { requestTimeoutMs: 0 } });
    expect(String((await ask(port)).body)).toBe('late');
  });
});

test('an answer before the end of the request body is delivered, and the rest of the body is read away', async () => {
  const backend = await startBackend((_request, response) => response.writeHead(401).end('no'));
  const { port } = await startProxy({ ports: [backend.port] });
  const body = 'x'.repeat(100_000);
  const received = await raw(
    port,
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /next HTTP/1.1\r\nHost: x\r\n\r\n`,
  );
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 401']);
});

test('a bug in a layer costs one request, not the server', async () => {
  const backend = await startOk();
  const { port } = await startProxy({
    ports: [backend.port],
    wrap: (handler) => async (request) => {
      if (request.target === '/bug') throw new TypeError('oops');
      return await handler(request);
    },
  });
  expect((await ask(port, { path: '/bug' })).status).toBe(500);
  expect((await ask(port)).status).toBe(200);
});

describe('under load', () => {
  test('killing one of three backends fails no GET', async () => {
    const backends = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        startBackend((_request, response) => setTimeout(() => response.end(name), 1 + Math.random() * 4)),
      ),
    );
    const { port, pool, observations } = await startProxy({ ports: backends.map((backend) => backend.port) });
    const agent = new Agent({ connections: 24 });
    const outcomes = new Map<string, number>();
    let stop = false;
    const client = async () => {
      while (!stop) {
        const outcome = await get(agent, port);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    };
    const clients = Array.from({ length: 24 }, client);
    await until(() => observations.length > 500, 'warm');
    backends[1]?.kill();
    const atKill = observations.length;
    await until(() => observations.length > atKill + 1_000, 'some time after the kill');
    stop = true;
    await Promise.all(clients);
    await agent.close();
    expect([...outcomes.keys()].sort()).toEqual(['200 a', '200 b', '200 c']);
    expect(pool.find('b')).toMatchObject({ state: 'unhealthy', inFlight: 0 });
    expect(pool.find('b')?.failuresTotal).toBeGreaterThan(0);
  });
});

async function get(agent: Agent, port: number): Promise<string> {
  try {
    const { statusCode, body } = await undiciRequest(`http://127.0.0.1:${port}/`, { dispatcher: agent });
    return `${statusCode} ${(await body.text()).trim()}`;
  } catch (error) {
    return String(error);
  }
}
