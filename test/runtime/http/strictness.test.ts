import { afterEach, describe, expect, test } from 'vitest';
import { ask, raw, startBackend, startProxy, stopAll, until } from './support.ts';

afterEach(stopAll);

type Fields = Record<string, string | undefined>;

/** Answers with the request's fields as JSON. */
async function startFields() {
  return await startBackend((request, response) => {
    const fields: Fields = {};
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      const name = request.rawHeaders[index]?.toLowerCase() ?? '';
      const value = request.rawHeaders[index + 1];
      fields[name] = name in fields ? `${fields[name]} | ${value}` : value;
    }
    request.resume().on('end', () => response.end(JSON.stringify(fields)));
  });
}

async function fieldsSeen(headers: Record<string, string | string[]>, trustedProxies: string[] = []): Promise<Fields> {
  const { port } = await startProxy({ ports: [(await startFields()).port], server: { trustedProxies } });
  return JSON.parse(String((await ask(port, { headers: { host: 'shop.example', ...headers } })).body)) as Fields;
}

describe('requests that are refused', () => {
  const chunked = 'Transfer-Encoding: chunked\r\n';
  const rows: [name: string, status: number, request: string][] = [
    ['a length beside a coding', 400, `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n${chunked}\r\n0\r\n\r\n`],
    ['a coding beside a length', 400, `POST / HTTP/1.1\r\nHost: x\r\n${chunked}Content-Length: 3\r\n\r\n0\r\n\r\n`],
    ['two lengths', 400, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a list of lengths', 400, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na'],
    ['a signed length', 400, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na'],
    [
      'a coding other than chunked',
      501,
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    ],
    ['the coding chunked twice', 400, `POST / HTTP/1.1\r\nHost: x\r\n${chunked}${chunked}\r\n0\r\n\r\n`],
    ['a coding in HTTP/1.0', 400, `POST / HTTP/1.0\r\nHost: x\r\n${chunked}\r\n0\r\n\r\n`],
    ['a blank before the colon', 400, 'GET / HTTP/1.1\r\nHost : x\r\n\r\n'],
    ['a folded line', 400, 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n'],
    ['a bare line feed', 400, 'GET / HTTP/1.1\nHost: x\n\n'],
    ['a NUL in a value', 400, 'GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n'],
    ['no Host', 400, 'GET / HTTP/1.1\r\n\r\n'],
    ['two Hosts', 400, 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'],
    ['a Host with user information', 400, 'GET / HTTP/1.1\r\nHost: me@x\r\n\r\n'],
    ['a Host with a path', 400, 'GET / HTTP/1.1\r\nHost: x/y\r\n\r\n'],
    ['a target with a fragment', 400, 'GET /#a HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a target with user information', 400, 'GET http://me@x/ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['CONNECT', 501, 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a head that is too large', 431, `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(17_000)}\r\n\r\n`],
    ['too many fields', 431, `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(100)}\r\n`],
    ['not HTTP at all', 400, '\x16\x03\x01 hello\r\n\r\n'],
  ];
  test.each(rows)('%s gets %i', async (_name, status, request) => {
    let reached = 0;
    const backend = await startBackend((_request, response) => {
      reached += 1;
      response.end();
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const received = await raw(port, `${request}GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(received.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    expect(reached).toBe(0);
  });
});

describe('the limit of a body', () => {
  test.each([
    ['announced', { 'content-length': '11' }, 'x'.repeat(11), 413],
    ['chunked', { 'transfer-encoding': 'chunked' }, 'x'.repeat(11), 413],
    ['just small enough', { 'content-length': '10' }, 'x'.repeat(10), 200],
    ['chunked and just small enough', { 'transfer-encoding': 'chunked' }, 'x'.repeat(10), 200],
  ])('%s', async (_name, headers, body, status) => {
    const { port } = await startProxy({ ports: [(await startFields()).port], server: { maxBodyBytes: 10 } });
    expect((await ask(port, { method: 'POST', headers, body })).status).toBe(status);
  });
});

describe('fields of a request', () => {
  test('that end at this hop are not passed on', async () => {
    const seen = await fieldsSeen({
      connection: 'close, X-Private, Host',
      'x-private': '1',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      'proxy-authorization': 'Basic x',
      'proxy-connection': 'keep-alive',
      accept: 'text/plain',
    });
    expect(Object.keys(seen).sort()).toEqual([
      'accept',
      'host',
      'via',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-request-id',
    ]);
    expect(seen).toMatchObject({ host: 'shop.example', via: '1.1 tsk' });
  });

  const spoofed = {
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-prefix': '/admin',
    forwarded: 'for=6.6.6.6',
    'x-real-ip': '6.6.6.6',
    x_forwarded_for: '6.6.6.6',
    'x-request-id': 'chosen',
  };

  test('about the client are not believed', async () => {
    const seen = await fieldsSeen(spoofed);
    expect(JSON.stringify(seen)).not.toMatch(/6\.6\.6\.6|evil|admin|chosen/);
    expect(seen).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'shop.example',
    });
    expect(seen['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('about the client are believed from a trusted proxy, which is added to the chain', async () => {
    const seen = await fieldsSeen({ ...spoofed, 'x-forwarded-for': '6.6.6.6, 10.1.2.3' }, [
      '127.0.0.0/8',
      '10.0.0.0/8',
    ]);
    expect(seen).toMatchObject({
      'x-forwarded-for': '6.6.6.6, 10.1.2.3, 127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=6.6.6.6',
      'x-request-id': 'chosen',
    });
  });

  test('decide who is observed as the client', async () => {
    const backend = await startBackend((_request, response) => response.end());
    const { port, observations } = await startProxy({
      ports: [backend.port],
      server: { trustedProxies: ['127.0.0.1'] },
    });
    await ask(port, { headers: { 'x-forwarded-for': '1.2.3.4' } });
    await until(() => observations.length === 1, 'observed');
    expect(observations[0]?.clientAddress).toBe('1.2.3.4');
  });

  test('of a response that end at this hop are not passed on', async () => {
    const backend = await startBackend((_request, response) => {
      response
        .writeHead(200, { connection: 'x-private', 'x-private': '1', 'keep-alive': 'timeout=99', 'x-public': '2' })
        .end('ok');
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const { headers } = await ask(port);
    expect(headers).toMatchObject({ 'x-public': '2' });
    expect(headers).not.toHaveProperty('x-private');
    expect(headers['keep-alive']).not.toBe('timeout=99');
  });

  test('with several values keep their order and their case', async () => {
    const backend = await startBackend((_request, response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']).setHeader('X-MiXed', 'y').end();
    });
    const { port } = await startProxy({ ports: [backend.port] });
    const { message } = await ask(port, { headers: { accept: ['a', 'b'] } });
    expect(message.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(message.rawHeaders).toContain('X-MiXed');
  });
});

test('an entry of trustedProxies that is no address is an error that names its place in the plan', async () => {
  await expect(startProxy({ ports: [], server: { trustedProxies: ['10.0.0.0/8', 'nonsense'] } })).rejects.toMatchObject(
    {
      name: 'TrustedProxyError',
      pointer: '/server/trustedProxies/1',
    },
  );
});
