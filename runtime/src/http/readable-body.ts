import type { Readable } from 'node:stream';
import type { BodySink, BodySource } from './body-source.ts';
import { ClientError } from './errors.ts';

/** A body that layers have passed on as a stream, as it goes out: in chunks unless its length is known. */
export class ReadableBody implements BodySource {
  readonly #body: Readable;
  readonly #isChunked: boolean;
  #isOver = false;

  constructor(body: Readable, isChunked: boolean) {
    this.#body = body;
    this.#isChunked = isChunked;
  }

  get isTouched(): boolean {
    return this.#body.readableDidRead || this.#body.destroyed;
  }

  takeFirst(): string {
    return '';
  }

  start(sink: BodySink): void {
    this.#body.on('data', (chunk: Buffer) => this.#pass(chunk, sink));
    this.#body.once('end', () => {
      if (this.#isOver) return;
      if (this.#isChunked) sink.onBodyBytes(LAST_CHUNK, 0, LAST_CHUNK.length);
      sink.onBodyEnd();
    });
    this.#body.once('error', (error) => {
      if (this.#isOver) return;
      const isClients = error instanceof ClientError;
      sink.onBodyError(isClients ? error : new ClientError(499, `the body of the request failed: ${error.message}`));
    });
  }

  pause(): void {
    this.#body.pause();
  }

  resume(): void {
    if (!this.#isOver) this.#body.resume();
  }

  stop(): void {
    this.#isOver = true;
  }

  #pass(chunk: Buffer, sink: BodySink): void {
    if (this.#isOver || chunk.length === 0) return;
    const bytes = this.#isChunked
      ? Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`, 'latin1'), chunk, LINE_END])
      : chunk;
    sink.onBodyBytes(bytes, 0, bytes.length);
  }
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n', 'latin1');
const LINE_END = Buffer.from('\r\n', 'latin1');
