import { Readable } from 'node:stream';
import { ClientError, errorResponse, reasonPhrase } from './errors.ts';
import { findHeader, type Handler, type HeaderField, type ProxyRequest, type ProxyResponse } from './exchange.ts';
import { type AnswerReceiver, type ForwardContext, Forwarding } from './forwarding.ts';
import { layeredResponseFields } from './incoming-head.ts';
import { PSEUDONYM } from './outgoing-head.ts';
import { ReadableBody } from './readable-body.ts';
import type { ArrivedResponse } from './transport/upstream-user.ts';
import { ChunkedBody } from './wire/chunked-body.ts';
import { latin1 } from './wire/latin1.ts';
import type { ResponseHead } from './wire/scan-response.ts';
import { parseTrailers } from './wire/trailers.ts';

/** Received and not yet passed on, at most, before the backend is made to wait. */
const BUFFER_BYTES = 65_536;

/** The end of the path of requests that layers look at: finds a backend, has it answer, and gives the answer as a stream. */
export function createForwardHandler(context: ForwardContext): Handler {
  return (request) => {
    const answer = new LayeredAnswer(request.signal);
    const forwarding = new Forwarding(context, toOutgoing(request), answer);
    answer.follow(forwarding);
    return answer.response;
  };
}

function toOutgoing(request: ProxyRequest): ConstructorParameters<typeof Forwarding>[1] {
  const { method, target, clientAddress, sessionBackendId, headers, body } = request;
  const isChunked = body !== null && findHeader(headers, 'content-length') === undefined;
  return {
    method,
    target,
    clientAddress,
    sessionBackendId,
    head: headOf(request, isChunked),
    body: body === null ? null : new ReadableBody(body, isChunked),
    mayUpgrade: false,
  };
}

function headOf({ method, target, authority, headers }: ProxyRequest, isChunked: boolean): string {
  const via: string[] = [];
  // Where an old client has named no host, the field is empty, not missing (RFC 9112, 3.2).
  let text = `${method} ${target} HTTP/1.1\r\nHost: ${authority}\r\n`;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === 'via') via.push(value);
    else if (lower !== 'host') text += `${name}: ${value}\r\n`;
  }
  if (isChunked) text += 'Transfer-Encoding: chunked\r\n';
  return `${text}Via: ${[...via, `1.1 ${PSEUDONYM}`].join(', ')}\r\n\r\n`;
}

/**
 * The answer to one request as a promise and a stream. It resolves when the head of the response is there, with the whole body
 * where that came along with it. A body that ends too soon fails, it never just ends.
 */
class LayeredAnswer implements AnswerReceiver {
  readonly response: Promise<ProxyResponse>;
  readonly #settle = Promise.withResolvers<ProxyResponse>();
  readonly #signal: AbortSignal;
  #forwarding: Forwarding | undefined;
  #chunks: ChunkedBody | undefined;
  #body: Readable | undefined;
  #isOver = false;
  #trailers: readonly HeaderField[] = [];

  constructor(signal: AbortSignal) {
    this.response = this.#settle.promise;
    this.#signal = signal;
  }

  follow(forwarding: Forwarding): void {
    this.#forwarding = forwarding;
    this.#signal.addEventListener('abort', this.#onAbort, { once: true });
    if (this.#signal.aborted) this.#onAbort();
    else forwarding.start();
  }

  onInformational(): void {
    // Layers speak of one response; the one that counts will follow.
  }

  onResponse(backendId: string, { bytes, head, headEnd, bodyEnd, framing, isDone }: ArrivedResponse): void {
    this.#chunks = framing.kind === 'chunked' ? new ChunkedBody() : undefined;
    const reason = latin1(bytes, head.reasonStart, head.reasonEnd);
    const first = this.#decode(bytes, headEnd, bodyEnd);
    if (isDone) this.#end();
    this.#settle.resolve({
      status: head.status,
      statusText: reason === '' ? reasonPhrase(head.status) : reason,
      headers: layeredResponseFields(bytes, head.fields),
      body: isDone ? Buffer.concat(first) : this.#stream(first),
      source: { backendId, cache: 'bypass' },
      trailers: () => this.#trailers,
    });
  }

  onBody(bytes: Buffer, start: number, end: number, isDone: boolean): void {
    for (const piece of this.#decode(bytes, start, end)) {
      if (this.#body?.push(piece) === false) this.#forwarding?.pause();
    }
    if (!isDone) return;
    this.#end();
    this.#body?.push(null);
  }

  onSwitch(_backendId: string, _bytes: Buffer, _head: ResponseHead, _headEnd: number): void {
    throw new Error('a request that asks for no other protocol was switched to one');
  }

  onNoAnswer(response: ProxyResponse): void {
    this.#end();
    this.#settle.resolve(response);
  }

  onCut(error: Error): void {
    this.#end();
    this.#body?.destroy(error);
  }

  onUpstreamDrain(): void {
    // There is no tunnel here.
  }

  #decode(bytes: Buffer, start: number, end: number): Buffer[] {
    if (this.#chunks === undefined) return start === end ? [] : [Buffer.from(bytes.subarray(start, end))];
    const pieces: Buffer[] = [];
    this.#chunks.advance(bytes, start, end, (from, to) => pieces.push(Buffer.from(bytes.subarray(from, to))));
    return pieces;
  }

  #stream(first: readonly Buffer[]): Readable {
    const body = new Readable({
      highWaterMark: BUFFER_BYTES,
      read: () => this.#forwarding?.resume(),
      destroy: (error, callback) => {
        if (!this.#isOver) this.#forwarding?.stop();
        callback(error);
      },
    });
    // An error that comes when nobody listens (any more) must not end the process.
    body.on('error', () => undefined);
    this.#body = body;
    for (const piece of first) body.push(piece);
    return body;
  }

  readonly #onAbort = (): void => {
    const gone = new ClientError(499, 'the client went away');
    this.#forwarding?.stop();
    this.#isOver = true;
    this.#settle.resolve(errorResponse(gone));
    this.#body?.destroy(gone);
  };

  #end(): void {
    this.#isOver = true;
    this.#trailers = parseTrailers(this.#chunks?.trailerLines ?? '');
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}
