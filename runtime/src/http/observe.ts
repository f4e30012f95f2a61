import type { IncomingMessage } from 'node:http';
import type { RequestObservation } from '../monitor/observation.ts';
import type { ProxyRequest, ProxyResponse } from './exchange.ts';
import { plainAddress } from './forwarded.ts';
import type { Sending } from './respond.ts';

/** What is gathered about a request while it is served; each part is null until it is known. */
export interface Progress {
  readonly startedAtMs: number;
  readonly method: string;
  readonly target: string;
  /** The peer; a trusted peer's word about the client is in the request. */
  readonly peer: string;
  request: ProxyRequest | null;
  answer: ProxyResponse | null;
  sending: Sending | null;
}

/** The progress of a request whose head has just been read. */
export function beginProgress(message: IncomingMessage, startedAtMs: number): Progress {
  const { method = '', url = '', socket } = message;
  const peer = plainAddress(socket.remoteAddress ?? '');
  return { startedAtMs, method, target: url, peer, request: null, answer: null, sending: null };
}

/** What is told of a request at its end; `clientLeft` where its response did not go out whole. */
export function toObservation(progress: Progress, atMs: number, clientLeft: boolean): RequestObservation {
  const { request, answer, sending } = progress;
  const failure = sending?.failure ?? answer?.failure ?? null;
  const isAbandoned = clientLeft && (failure === null || answer?.status === 499);
  return {
    atMs,
    method: progress.method,
    target: request?.target ?? progress.target,
    clientAddress: request?.clientAddress ?? progress.peer,
    status: isAbandoned ? 499 : (answer?.status ?? 499),
    durationMs: atMs - progress.startedAtMs,
    bytesSent: sending?.bytesSent ?? 0,
    backendId: answer?.source.backendId ?? null,
    cache: answer?.source.cache ?? 'bypass',
    failure: isAbandoned ? 'the client went away' : failure,
  };
}
