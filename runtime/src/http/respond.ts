import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { findHeader, type ProxyResponse } from './exchange.ts';
import { toFlat } from './headers.ts';

/** What became of a response while it was sent. */
export interface Sending {
  bytesSent: number;
  /** Why it could not be completed; null while all is well. */
  failure: string | null;
}

/** How a response is sent. */
export interface SendOptions {
  /** Ends the connection after this response. */
  readonly close: boolean;
}

/**
 * Writes a response to the client, at the pace of the client. A body that fails on the way cuts the connection:
 * the client must see that something is missing. Follow `sending` until the response closes.
 */
export function sendResponse(response: ServerResponse, answer: ProxyResponse, options: SendOptions): Sending {
  const sending: Sending = { bytesSent: 0, failure: answer.failure ?? null };
  const { body } = answer;
  const isWanted = !response.destroyed && response.req.method !== 'HEAD';
  if (body !== null && !Buffer.isBuffer(body) && !isWanted) body.destroy();
  if (response.destroyed) return sending;
  response.writeHead(answer.status, answer.statusText, responseFields(response, answer, options));
  if (body === null || !isWanted) {
    response.end();
  } else if (Buffer.isBuffer(body)) {
    sending.bytesSent = body.byteLength;
    addTrailers(response, answer);
    response.end(body);
  } else {
    stream(response, body, answer, sending);
  }
  return sending;
}

function responseFields(response: ServerResponse, answer: ProxyResponse, { close }: SendOptions): string[] {
  const flat = toFlat(answer.headers);
  if (close) flat.push('Connection', 'close');
  const bodyBytes = wholeBodyBytes(answer);
  const lengthIsMissing = bodyBytes !== null && findHeader(answer.headers, 'content-length') === undefined;
  if (lengthIsMissing && response.req.method !== 'HEAD') flat.push('Content-Length', String(bodyBytes));
  return flat;
}

/** Length of a body that is in memory; null where it is streamed, or the status has none, or trailers follow. */
function wholeBodyBytes({ body, status, trailers }: ProxyResponse): number | null {
  const hasTrailers = trailers !== undefined && trailers().length > 0;
  if (status === 204 || status === 304 || hasTrailers) return null;
  if (body === null) return 0;
  return Buffer.isBuffer(body) ? body.byteLength : null;
}

function stream(response: ServerResponse, body: Readable, answer: ProxyResponse, sending: Sending): void {
  const fail = (error: Error | null) => {
    if (response.destroyed) return;
    sending.failure = error?.message ?? 'the body was given up';
    cut(response);
  };
  // A body may have failed while another layer still held it: that event will not come again.
  if (body.destroyed) {
    fail(body.errored);
    return;
  }
  body.on('data', (chunk: Buffer) => {
    sending.bytesSent += chunk.byteLength;
    if (!response.write(chunk)) body.pause();
  });
  response.on('drain', () => body.resume());
  body.once('end', () => {
    addTrailers(response, answer);
    response.end();
  });
  body.once('error', fail);
  response.once('close', () => body.destroy());
  // An event stream may stay silent for long after its head: the head must not wait for the first event.
  if (body.readableLength === 0) response.flushHeaders();
}

function addTrailers(response: ServerResponse, { trailers }: ProxyResponse): void {
  const fields = trailers?.() ?? [];
  if (fields.length > 0) response.addTrailers(fields.map(([name, value]): [string, string] => [name, value]));
}

/** Resets the connection: where the end of a body is told by closing, a mere close would look like a complete one. */
function cut(response: ServerResponse): void {
  const { socket } = response;
  if (socket instanceof Socket && !('encrypted' in socket)) socket.resetAndDestroy();
  response.destroy();
}
