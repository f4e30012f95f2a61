import { type Duplex, Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Clock, Timer } from '../clock.ts';
import { ClientError, reasonPhrase, UpstreamError } from './errors.ts';
import type { HeaderField, ProxyRequest, ProxyResponse } from './exchange.ts';
import { endToEnd, toFields } from './headers.ts';

/** Received and not yet passed on, at most, before the backend is made to wait. */
const BUFFER_BYTES = 65_536;

type Head = Pick<ProxyResponse, 'status' | 'statusText' | 'headers'>;

/**
 * One attempt to have a request answered by one backend: follows undici's events and settles `response`.
 * It resolves when the head of the response is there, with the whole body where that came along with it,
 * and rejects with `UpstreamError` or `ClientError`. A body that ends too soon fails, it never just ends.
 */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly response: Promise<ProxyResponse>;
  readonly #backendId: string;
  readonly #settle = Promise.withResolvers<ProxyResponse>();
  readonly #timer: Timer | null;
  readonly #signal: AbortSignal;
  #controller: Dispatcher.DispatchController | null = null;
  #head: Head | null = null;
  #chunks: Buffer[] = [];
  #body: Readable | null = null;
  #ended = false;
  #trailers: readonly HeaderField[] = [];
  #failure: Error | null = null;

  /** `timeoutMs` is how long the head of the response may take; null is for ever. */
  constructor(backendId: string, request: ProxyRequest, timeoutMs: number | null, clock: Clock) {
    this.response = this.#settle.promise;
    this.#backendId = backendId;
    this.#signal = request.signal;
    this.#signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#timer =
      timeoutMs === null
        ? null
        : clock.after(timeoutMs, () => this.#abort(new UpstreamError('late', `${backendId} did not answer in time`)));
    if (this.#signal.aborted) this.#onAbort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure !== null) controller.abort(this.#failure);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _: unknown, statusText = ''): void {
    if (status < 200) return;
    this.#head = { status, statusText: printable(statusText, status), headers: endToEnd(rawFields(controller)) };
    // A short body arrives in the same read as its head: a moment later all of it is here, and needs no stream.
    queueMicrotask(() => this.#deliver());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body === null) this.#chunks.push(chunk);
    else if (!this.#body.push(chunk)) controller.pause();
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    this.#ended = true;
    if (Array.isArray(controller.rawTrailers)) this.#trailers = toFields(controller.rawTrailers);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#body?.push(null);
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(error);
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController, status: number, _: unknown, socket: Duplex): void {
    this.#release();
    this.#settle.resolve({
      status,
      statusText: reasonPhrase(status),
      headers: endToEnd(rawFields(controller)),
      body: null,
      source: { backendId: this.#backendId, cache: 'bypass' },
      tunnel: socket,
    });
  }

  #deliver(): void {
    const head = this.#head;
    if (head === null || this.#failure !== null) return;
    this.#timer?.cancel();
    this.#settle.resolve({
      ...head,
      body: this.#ended ? Buffer.concat(this.#chunks) : this.#stream(),
      source: { backendId: this.#backendId, cache: 'bypass' },
      trailers: () => this.#trailers,
    });
  }

  #stream(): Readable {
    const controller = this.#controller;
    const body = new Readable({
      highWaterMark: BUFFER_BYTES,
      read: () => controller?.resume(),
      destroy: (error, callback) => {
        if (!this.#ended) controller?.abort(error ?? new ClientError(499, 'nobody reads the response any more'));
        callback(error);
      },
    });
    // An error that comes when nobody listens (any more) must not end the process.
    body.on('error', () => undefined);
    this.#body = body;
    for (const chunk of this.#chunks) body.push(chunk);
    this.#chunks = [];
    return body;
  }

  readonly #onAbort = (): void => {
    this.#abort(new ClientError(499, 'the client went away'));
  };

  #abort(reason: Error): void {
    if (this.#ended || this.#failure !== null) return;
    this.#controller?.abort(reason);
    this.#fail(reason);
  }

  #fail(cause: Error): void {
    if (this.#failure !== null) return;
    const error = this.#explain(cause);
    this.#failure = error;
    this.#release();
    if (this.#body === null) this.#settle.reject(error);
    else this.#body.destroy(error);
  }

  #explain(cause: Error): Error {
    if (cause instanceof ClientError || cause instanceof UpstreamError) return cause;
    if ('code' in cause && cause.code === 'UND_ERR_INVALID_ARG') return new ClientError(400, cause.message);
    const kind = this.#controller === null ? 'refused' : 'broken';
    return new UpstreamError(kind, `${this.#backendId}: ${cause.message}`, cause);
  }

  #release(): void {
    this.#timer?.cancel();
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

function rawFields({ rawHeaders }: Dispatcher.DispatchController): HeaderField[] {
  return Array.isArray(rawHeaders) ? toFields(rawHeaders) : [];
}

/** A status text that can be sent on; the status's own name where the backend's has other characters. */
function printable(statusText: string, status: number): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(statusText) ? statusText : reasonPhrase(status);
}
