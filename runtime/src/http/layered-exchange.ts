import type { ClientConnection } from './client-connection.ts';
import { ClientError, plainResponse } from './errors.ts';
import type { Handler, ProxyRequest, ProxyResponse } from './exchange.ts';
import type { IncomingBody } from './incoming-body.ts';
import { attributeHead, layeredFields } from './outgoing-head.ts';
import { ownResponse } from './own-response.ts';
import type { Progress } from './progress.ts';
import { RequestStream } from './request-stream.ts';
import { ResponseStream } from './response-stream.ts';
import type { ArrivedRequest, ServeContext, StartableExchange } from './serve-context.ts';
import { listConnectionOptions } from './wire/kept-lines.ts';

/**
 * A request that goes through layers, such as the cache, as an object with a stream for its body, and whose answer comes back as
 * one. Invariants: the handler is asked once; its answer is written once, and the end of it told once; when the client has gone
 * the handler is told by the request's signal.
 */
export class LayeredExchange implements StartableExchange {
  readonly #connection: ClientConnection;
  readonly #context: ServeContext;
  readonly #handler: Handler;
  readonly #request: ProxyRequest;
  readonly #body: IncomingBody | null;
  readonly #progress: Progress;
  readonly #isOld: boolean;
  readonly #ending = new AbortController();
  #answer: ResponseStream | undefined;
  #isOver = false;
  #hasBegun = false;

  constructor(connection: ClientConnection, arrived: ArrivedRequest, context: ServeContext, handler: Handler) {
    const { bytes, head, admitted, body, progress } = arrived;
    const { peer } = connection;
    const told = attributeHead(bytes, head, admitted.authority, peer, context.isTrusted);
    progress.clientAddress = told.clientAddress;
    this.#connection = connection;
    this.#context = context;
    this.#handler = handler;
    this.#body = body;
    this.#progress = progress;
    this.#isOld = admitted.isOld;
    this.#request = {
      method: admitted.method,
      scheme: context.scheme,
      authority: admitted.authority,
      target: admitted.target,
      headers: layeredFields(bytes, head, listConnectionOptions(bytes, head.fields), peer, told),
      body: body === null ? null : new RequestStream(body, admitted.framing),
      clientAddress: told.clientAddress,
      signal: this.#ending.signal,
    };
  }

  start(): void {
    void this.#serve();
  }

  onDrain(): void {
    this.#answer?.resume();
  }

  onBodyProblem(status: 400 | 408 | 413, reason: string): void {
    this.#progress.failure = reason;
    if (this.#hasBegun) {
      this.#cut();
      return;
    }
    this.#write(plainResponse(status, reason, { failure: reason }), true);
    this.#ending.abort();
  }

  onGone(): void {
    this.#isOver = true;
    this.#answer?.stop();
    this.#ending.abort();
    this.#progress.end(this.#context, true);
  }

  onTunnelBytes(): void {
    throw new Error('no layer switches protocols');
  }

  onTunnelEnd(): void {
    throw new Error('no layer switches protocols');
  }

  async #serve(): Promise<void> {
    const response = await this.#ask();
    // A stream that nobody reads would keep its backend busy.
    if (this.#isOver || this.#hasBegun) discard(response);
    else this.#writeSafely(response);
  }

  /** The outer edge: a bug behind it costs one request, not the server. */
  async #ask(): Promise<ProxyResponse> {
    try {
      return await this.#handler(this.#request);
    } catch (error) {
      this.#context.log.error('A request met a bug of the runtime (TSK9001).', { error, target: this.#request.target });
      return plainResponse(500, 'the runtime failed on this request', { failure: `bug: ${String(error)}` });
    }
  }

  #writeSafely(response: ProxyResponse): void {
    try {
      this.#write(response, this.#connection.isLast);
    } catch (error) {
      this.#context.log.error('An answer could not be sent (TSK9002).', { error });
      this.#progress.failure = `bug: ${String(error)}`;
      this.#cut();
    }
  }

  #write(response: ProxyResponse, isLast: boolean): void {
    this.#hasBegun = true;
    this.#progress.answeredBy(response);
    const isHead = this.#request.method === 'HEAD';
    const { body } = response;
    const hasTrailers = (response.trailers?.().length ?? 0) > 0;
    if (body !== null && (!Buffer.isBuffer(body) || hasTrailers) && !isHead) {
      this.#answer = new ResponseStream(this.#connection, this.#progress, response, { isOld: this.#isOld, isLast });
      this.#answer.start(
        (keep) => this.#finish(keep),
        (reason) => {
          this.#progress.failure = reason;
          this.#cut();
        },
      );
      return;
    }
    if (isHead) discard(response);
    else if (Buffer.isBuffer(body)) this.#progress.bytesSent = body.length;
    this.#connection.writeText(ownResponse(response, { isHead, isLast, isOld: this.#isOld }));
    this.#finish(!isLast);
  }

  #finish(keep: boolean): void {
    this.#isOver = true;
    this.#progress.end(this.#context, this.#progress.status === 499);
    this.#connection.answered(keep);
    if (this.#body !== null && !this.#body.isComplete) this.#ending.abort();
  }

  #cut(): void {
    this.#isOver = true;
    this.#answer?.stop();
    this.#ending.abort();
    this.#progress.end(this.#context, false);
    this.#connection.cut();
  }
}

function discard({ body }: ProxyResponse): void {
  if (body !== null && !Buffer.isBuffer(body)) body.destroy(new ClientError(499, 'nobody reads the response any more'));
}
