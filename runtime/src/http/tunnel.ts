import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '../monitor/log.ts';
import { admit } from './admission.ts';
import { plainResponse } from './errors.ts';
import type { ProxyResponse } from './exchange.ts';
import { beginProgress, type Progress, toObservation } from './observe.ts';
import type { Sending } from './respond.ts';
import { handleSafely, refuse, requestOf, type ServeContext, sendSafely } from './serve.ts';

/**
 * Serves a request to switch protocols, such as a WebSocket handshake. Not a byte of the new protocol is passed on
 * before the instance has agreed with a 101; where it does not agree, its ordinary answer is sent and the connection closed.
 * The request is observed when the switch has been made or refused; the tunnel then lives as long as both sides want.
 */
export async function serveUpgrade(
  message: IncomingMessage,
  client: Socket,
  head: Buffer,
  context: ServeContext,
): Promise<void> {
  const progress = beginProgress(message, context.clock.nowMs());
  const ending = new AbortController();
  const finish = context.connections.begin(client, () => ending.abort());
  client.once('close', () => ending.abort());
  client.on('error', () => client.destroy());
  const answer = await answerUpgrade(message, progress, context, ending.signal);
  const { tunnel } = answer;
  progress.answer = answer;
  if (tunnel === undefined) progress.sending = await sendOrdinary(message, client, answer, context.log);
  else join(client, tunnel, head, answer, message.headers.upgrade ?? '');
  context.observe(toObservation(progress, context.clock.nowMs(), answer.status === 499));
  if (tunnel === undefined) finish();
  else client.once('close', finish);
}

async function answerUpgrade(
  message: IncomingMessage,
  progress: Progress,
  context: ServeContext,
  signal: AbortSignal,
): Promise<ProxyResponse> {
  const admitted = admit(message, context.limits);
  if ('reason' in admitted) return refuse(message, admitted, context.log);
  const { upgrade } = admitted;
  if (upgrade === undefined || context.isClosing()) return plainResponse(503, 'protocols are not switched now');
  progress.request = { ...requestOf(message, admitted, context, signal, () => undefined), upgrade };
  return await handleSafely(progress.request, context);
}

/** An answer without a switch, over a connection that Node's server has handed out already. */
async function sendOrdinary(
  message: IncomingMessage,
  client: Socket,
  answer: ProxyResponse,
  log: Log,
): Promise<Sending> {
  const response = new ServerResponse(message);
  const { promise, resolve } = Promise.withResolvers<void>();
  response.assignSocket(client);
  response.once('finish', () => client.destroySoon());
  client.once('close', resolve);
  if (client.destroyed) resolve();
  const sending = sendSafely(response, answer, { close: true }, log);
  await promise;
  return sending;
}

function join(client: Socket, backend: Duplex, head: Buffer, answer: ProxyResponse, protocol: string): void {
  const fields = answer.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  client.write(
    `HTTP/1.1 101 ${answer.statusText}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n${fields}\r\n`,
    'latin1',
  );
  if (head.byteLength > 0) client.unshift(head);
  backend.on('error', () => client.destroy());
  backend.once('close', () => client.destroySoon());
  client.once('close', () => backend.destroy());
  if (client.destroyed) backend.destroy();
  if (backend.destroyed) client.destroy();
  client.setTimeout(0);
  client.pipe(backend).pipe(client);
}
