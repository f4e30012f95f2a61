import { Readable } from 'node:stream';
import type { BodySink, BodySource } from './body-source.ts';
import type { ClientError } from './errors.ts';
import type { BodyFraming } from './wire/body-framing.ts';
import { ChunkedBody } from './wire/chunked-body.ts';

/**
 * The body of a request as a stream for the layers, without its framing, read from the connection only when somebody asks for it,
 * so that a request whose instance could not be reached can still go to another one.
 */
export class RequestStream extends Readable implements BodySink {
  readonly #source: BodySource;
  readonly #chunks: ChunkedBody | undefined;
  #isStarted = false;

  constructor(source: BodySource, framing: BodyFraming) {
    super();
    this.#source = source;
    this.#chunks = framing.kind === 'chunked' ? new ChunkedBody() : undefined;
    // Whoever reads hears of an error by a listener of its own; where nobody reads any more, it must not end the process.
    this.on('error', () => undefined);
  }

  override _read(): void {
    if (this.#isStarted) {
      this.#source.resume();
      return;
    }
    this.#isStarted = true;
    this.#source.start(this);
  }

  onBodyBytes(bytes: Buffer, start: number, end: number): void {
    let mayGoOn = true;
    const take = (from: number, to: number): void => {
      mayGoOn = this.push(Buffer.from(bytes.subarray(from, to)));
    };
    if (this.#chunks === undefined) take(start, end);
    else this.#chunks.advance(bytes, start, end, take);
    if (!mayGoOn) this.#source.pause();
  }

  onBodyEnd(): void {
    this.push(null);
  }

  onBodyError(error: ClientError): void {
    this.destroy(error);
  }
}
