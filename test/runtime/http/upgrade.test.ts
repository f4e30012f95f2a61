import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startBackend, startProxy, stopAll, until } from './support.ts';

afterEach(stopAll);

const handshake = (path = '/chat') =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

/** Agrees to WebSocket and sends back every byte after that; answers 403 on /refuse. */
async function startSocketBackend() {
  const server = createServer((_request, response) => response.end('plain'));
  let received = '';
  server.on('upgrade', (request, socket: Socket, head) => {
    socket.on('error', () => undefined);
    if (request.url === '/refuse') {
      socket.on('data', (chunk) => (received += String(chunk)));
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
      return;
    }
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    if (head.length > 0) socket.write(head);
    socket.pipe(socket);
  });
  return { ...(await startBackend(() => undefined, server)), received: () => received };
}

async function open(port: number, bytes: string) {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += String(chunk);
  });
  socket.write(bytes);
  return { socket, received: () => received };
}

describe('a WebSocket', () => {
  test('is opened and carries bytes both ways', async () => {
    const backend = await startSocketBackend();
    const { port, observations, pool } = await startProxy({ ports: [backend.port] });
    const { socket, received } = await open(port, handshake());
    await until(() => received().endsWith('\r\n\r\n'), 'switched');
    expect(received()).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(received()).toMatch(/^Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r$/m);
    expect(observations).toEqual([expect.objectContaining({ status: 101, backendId: 'a', failure: null })]);
    expect(pool.find('a')?.inFlight).toBe(1);
    socket.write('ping');
    await until(() => received().endsWith('\r\n\r\nping'), 'echoed');
    socket.resetAndDestroy();
    await until(() => pool.find('a')?.inFlight === 0 && backend.sockets.size === 0, 'let go');
  });

  test('whose first bytes come with the handshake loses none of them', async () => {
    const { port } = await startProxy({ ports: [(await startSocketBackend()).port] });
    const { socket, received } = await open(port, `${handshake()}early`);
    await until(() => received().endsWith('early'), 'echoed');
    socket.destroy();
  });

  test('ends for the client when the backend ends it', async () => {
    const backend = await startSocketBackend();
    const { port } = await startProxy({ ports: [backend.port] });
    const { socket, received } = await open(port, handshake());
    await until(() => received().endsWith('\r\n\r\n'), 'switched');
    for (const side of backend.sockets) side.destroy();
    await once(socket, 'close');
  });

  test('that the backend refuses is an ordinary answer, and nothing sent behind the handshake reaches the backend', async () => {
    const backend = await startSocketBackend();
    const { port, observations } = await startProxy({ ports: [backend.port] });
    const { socket, received } = await open(port, `${handshake('/refuse')}GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'close');
    expect(received()).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(received().endsWith('\r\n\r\nno')).toBe(true);
    expect(received().match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(backend.received()).toBe('');
    expect(observations).toEqual([expect.objectContaining({ status: 403 })]);
  });

  test('without a backend is a 503', async () => {
    const { port } = await startProxy({ ports: [] });
    const { socket, received } = await open(port, handshake());
    await once(socket, 'close');
    expect(received()).toMatch(/^HTTP\/1\.1 503 /);
  });
});

test('an offer to switch to another protocol is an ordinary request', async () => {
  const { port } = await startProxy({ ports: [(await startSocketBackend()).port] });
  const { socket, received } = await open(
    port,
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
  );
  await until(() => received().endsWith('plain'), 'answered');
  expect(received()).toMatch(/^HTTP\/1\.1 200 OK/);
  socket.destroy();
});
