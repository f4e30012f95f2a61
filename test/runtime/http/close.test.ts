import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, request as undiciRequest } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { raw, startBackend, startProxy, stopAll, until } from './support.ts';

afterEach(stopAll);

const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

describe('closing', () => {
  test('lets a request finish, and tells the client that the connection ends', async () => {
    const backend = await startBackend((_request, response) => setTimeout(() => response.end('done'), 150));
    const { port, proxy, pool } = await startProxy({ ports: [backend.port] });
    const received = raw(port, get, 1_000);
    await until(() => pool.find('a')?.inFlight === 1, 'in flight');
    await proxy.close(2_000);
    expect(await received).toMatch(/^Connection: close\r$[\s\S]*done$/im);
  });

  test('accepts no more connections', async () => {
    const { port, proxy } = await startProxy({ ports: [] });
    await proxy.close(1_000);
    const [error] = await once(connect(port, '127.0.0.1'), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('still answers a request that arrives on an open connection', async () => {
    const backend = await startBackend((_request, response) => response.end('done'));
    const { port, proxy } = await startProxy({ ports: [backend.port] });
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(get);
    await once(socket, 'data');
    const closed = proxy.close(2_000);
    socket.write(get);
    const [second] = await once(socket, 'data');
    expect(String(second)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close/i);
    await closed;
  });

  test('ends idle connections', async () => {
    const { port, proxy } = await startProxy({ ports: [] });
    const socket = connect(port, '127.0.0.1').resume();
    await once(socket, 'connect');
    const end = once(socket, 'end');
    await proxy.close(5_000);
    await end;
  });

  test('cuts off what is not done in time', async () => {
    const backend = await startBackend(() => undefined);
    const { port, proxy, pool, observations } = await startProxy({ ports: [backend.port] });
    const received = raw(port, get, 5_000);
    await until(() => pool.find('a')?.inFlight === 1, 'in flight');
    await proxy.close(50);
    expect(await received).toBe('');
    await until(() => observations.length === 1, 'observed');
  });

  test('under load loses no request that was sent', async () => {
    const backend = await startBackend((_request, response) => setTimeout(() => response.end('ok'), Math.random() * 5));
    const { port, proxy, observations } = await startProxy({ ports: [backend.port] });
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const agent = new Agent({ connections: 1, pipelining: 1 });
        const failures: string[] = [];
        try {
          for (;;) {
            const { statusCode, body } = await undiciRequest(`http://127.0.0.1:${port}/`, { dispatcher: agent });
            await body.text();
            if (statusCode !== 200) failures.push(String(statusCode));
            if (observations.length > 300) void proxy.close(2_000);
          }
        } catch (error) {
          // The end that a client must see: a new connection is refused. Anything else is a lost request.
          if (!String(error).includes('ECONNREFUSED')) failures.push(String(error));
        }
        await agent.close();
        return failures;
      }),
    );
    expect(outcomes.flat()).toEqual([]);
    expect(observations.every((observation) => observation.status === 200)).toBe(true);
  });
});
