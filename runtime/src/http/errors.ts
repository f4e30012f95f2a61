import { STATUS_CODES } from 'node:http';
import type { AttemptFailure } from '../backends/pool.ts';
import type { HeaderField, ProxyResponse } from './exchange.ts';

/** Seconds after which a client may try again when no instance could take its request. */
const RETRY_AFTER_SECONDS = 1;

/** The backend did not answer: `refused` before anything was sent, `broken` on the way, `late` when the time was up. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly kind: AttemptFailure['kind'];

  constructor(kind: AttemptFailure['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** The fault is with the client: what it sent, or that it has gone. `status` is the answer it gets, or would have got. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly status: 400 | 413 | 499;

  constructor(status: 400 | 413 | 499, message: string) {
    super(message);
    this.status = status;
  }
}

/** The name of a status as it stands in a status line. */
export function reasonPhrase(status: number): string {
  return status === 499 ? 'Client Closed Request' : (STATUS_CODES[status] ?? '');
}

/** An answer of the runtime itself, in one line of plain text. `failure` is set where a backend should have answered. */
export function plainResponse(
  status: number,
  text: string,
  options: { readonly headers?: readonly HeaderField[]; readonly failure?: string } = {},
): ProxyResponse {
  const body = Buffer.from(`${status} ${reasonPhrase(status)}: ${text}\n`);
  return {
    status,
    statusText: reasonPhrase(status),
    headers: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', String(body.byteLength)],
      ['Cache-Control', 'no-store'],
      ...(options.headers ?? []),
    ],
    body,
    source: { backendId: null, cache: 'bypass' },
    ...(options.failure === undefined ? {} : { failure: options.failure }),
  };
}

/** 503: no instance can take the request, or none could be reached. Nothing was processed, so it may be sent again. */
export function unavailable(failure: string): ProxyResponse {
  return plainResponse(503, 'no instance is available, try again soon', {
    headers: [['Retry-After', String(RETRY_AFTER_SECONDS)]],
    failure,
  });
}

/** The answer to a request that an error ended. Anything but the two classes above is a bug and is thrown on. */
export function errorResponse(error: unknown): ProxyResponse {
  if (error instanceof ClientError) return plainResponse(error.status, error.message, { failure: error.message });
  if (!(error instanceof UpstreamError)) throw error;
  switch (error.kind) {
    case 'refused':
      return unavailable(error.message);
    case 'broken':
      return plainResponse(502, 'the instance ended the connection without a complete answer', {
        failure: error.message,
      });
    case 'late':
      return plainResponse(504, 'the instance did not answer in time', { failure: error.message });
  }
}
