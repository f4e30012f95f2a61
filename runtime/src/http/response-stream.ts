import { Readable } from 'node:stream';
import type { ClientConnection } from './client-connection.ts';
import { findHeader, type HeaderField, type ProxyResponse } from './exchange.ts';
import { headText } from './own-response.ts';
import type { Progress } from './progress.ts';

/** What the client's side decides of how a response is framed. */
export interface StreamForm {
  /** The client speaks HTTP/1.0 and reads no chunks. */
  readonly isOld: boolean;
  readonly isLast: boolean;
}

/** How the end of the body is told. */
type Framing = 'length' | 'chunked' | 'close';

/**
 * Writes a response whose body is a stream to the client, at the pace of the client. A body that fails on the way, or is shorter
 * than it says, is a failure: the client must see that something is missing.
 */
export class ResponseStream {
  readonly #connection: ClientConnection;
  readonly #progress: Progress;
  readonly #response: ProxyResponse;
  readonly #body: Readable;
  readonly #framing: Framing;
  readonly #length: number;
  readonly #isLast: boolean;
  #isOver = false;

  constructor(
    connection: ClientConnection,
    progress: Progress,
    response: ProxyResponse,
    { isOld, isLast }: StreamForm,
  ) {
    const { body, headers } = response;
    const stated = findHeader(headers, 'content-length');
    this.#connection = connection;
    this.#progress = progress;
    this.#response = response;
    this.#body = body instanceof Readable ? body : Readable.from(body === null ? [] : [body]);
    this.#framing = stated !== undefined ? 'length' : isOld ? 'close' : 'chunked';
    this.#length = Number(stated ?? 0);
    this.#isLast = isLast || this.#framing === 'close';
  }

  /** Writes the head at once and the body as it comes. One of the two is called at the end, unless it is stopped. */
  start(onDone: (keep: boolean) => void, onFailure: (reason: string) => void): void {
    const body = this.#body;
    const fail = (reason: string): void => {
      if (this.#isOver) return;
      this.#isOver = true;
      onFailure(reason);
    };
    this.#writeHead();
    // A body may have failed while another layer still held it: that event will not come again.
    if (body.destroyed) {
      fail(body.errored?.message ?? 'the body was given up');
      return;
    }
    body.on('data', (chunk: Buffer) => this.#pass(chunk));
    body.once('error', (error) => fail(error.message));
    body.once('close', () => fail('the body was given up'));
    body.once('end', () => {
      if (this.#isOver) return;
      if (this.#framing === 'length' && this.#progress.bytesSent !== this.#length) {
        return fail('the body is not as long as it says');
      }
      this.#isOver = true;
      if (this.#framing === 'chunked') this.#connection.writeText(`0\r\n${this.#trailerLines()}\r\n`);
      onDone(!this.#isLast);
    });
  }

  /** The client can take more. */
  resume(): void {
    if (!this.#isOver) this.#body.resume();
  }

  /** The client has gone. */
  stop(): void {
    this.#isOver = true;
    this.#body.destroy();
  }

  #writeHead(): void {
    const more: HeaderField[] = [];
    if (this.#framing === 'chunked') more.push(['Transfer-Encoding', 'chunked']);
    if (this.#isLast) more.push(['Connection', 'close']);
    this.#connection.writeText(`${headText(this.#response, more)}\r\n`);
  }

  #pass(chunk: Buffer): void {
    if (this.#isOver || chunk.length === 0) return;
    this.#progress.bytesSent += chunk.length;
    const opening = this.#framing === 'chunked' ? `${chunk.length.toString(16)}\r\n` : '';
    let mayGoOn = this.#connection.writeBytes(opening, chunk, 0, chunk.length);
    if (opening !== '') mayGoOn = this.#connection.writeText('\r\n');
    if (!mayGoOn) this.#body.pause();
  }

  #trailerLines(): string {
    let lines = '';
    for (const [name, value] of this.#response.trailers?.() ?? []) lines += `${name}: ${value}\r\n`;
    return lines;
  }
}
