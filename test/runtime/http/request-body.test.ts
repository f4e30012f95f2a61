import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { discardRest, RequestBody } from '../../../runtime/src/http/request-body.ts';
import { startBackend, stopAll, until } from './support.ts';

afterEach(stopAll);

const megabyte = 1024 * 1024;

interface Upload {
  readonly client: Socket;
  readonly message: IncomingMessage;
  readonly body: RequestBody;
  readonly firstReads: () => number;
}

/** A request whose head says that `length` bytes follow, and the first of them. */
async function upload({ length = 10, sent = 'half', maxBytes = 0 } = {}): Promise<Upload> {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
  const server = await startBackend((message) => resolve(message));
  const client = connect(server.port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${sent}`);
  const message = await promise;
  let firstReads = 0;
  const body = new RequestBody(message, { maxBytes, onFirstRead: () => (firstReads += 1) });
  return { client, message, body, firstReads: () => firstReads };
}

/** Sends blocks for as long as the connection takes them. */
function flood(client: Socket): void {
  const block = Buffer.alloc(65_536);
  const send = () => {
    while (!client.destroyed && client.write(block));
  };
  client.on('drain', send);
  send();
}

describe('the body of a request', () => {
  test('is not touched before it is read, and then announced once', async () => {
    const { client, body, firstReads } = await upload();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([firstReads(), body.readableDidRead]).toEqual([0, false]);
    client.write('-whole');
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('half-whole');
    expect(firstReads()).toBe(1);
  });

  test('fails when the client leaves before its end', async () => {
    const { client, body } = await upload();
    body.resume();
    setTimeout(() => client.destroy(), 30);
    await expect(once(body, 'end')).rejects.toMatchObject({ name: 'ClientError', status: 499 });
  });

  test('that fails when nobody reads it any more ends nothing but itself', async () => {
    const { client, body } = await upload();
    body.once('data', () => client.destroy());
    await until(() => body.destroyed, 'failed');
  });

  test('fails as soon as it is too large', async () => {
    const { body } = await upload({ length: 100, sent: '12345', maxBytes: 4 });
    body.resume();
    await expect(once(body, 'end')).rejects.toMatchObject({ name: 'ClientError', status: 413 });
  });

  test('waits for a reader that is slow', async () => {
    const { client, message, body } = await upload({ length: 1_000 * megabyte });
    body.once('data', () => body.pause());
    flood(client);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(message.socket.bytesRead).toBeLessThan(2 * megabyte);
    client.destroy();
  });
});

describe('the rest of a body that nobody wants', () => {
  test('is read away where it is short', async () => {
    const { client, message } = await upload({ length: megabyte / 2, sent: '' });
    message.pause();
    discardRest(message);
    client.write(Buffer.alloc(megabyte / 2));
    await until(() => message.complete, 'read to the end');
    expect(message.socket.destroyed).toBe(false);
  });

  test('costs the client its connection where it is long', async () => {
    const { client, message } = await upload({ length: 1_000 * megabyte });
    discardRest(message);
    flood(client);
    await until(() => client.destroyed, 'cut');
    expect(message.socket.bytesRead).toBeLessThan(4 * megabyte);
  });
});
