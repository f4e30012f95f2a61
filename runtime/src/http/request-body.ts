import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { ClientError } from './errors.ts';

/** What a request body is read with. */
export interface RequestBodyOptions {
  /** A longer body fails with a `ClientError` of 413; 0 is without limit. */
  readonly maxBytes: number;
  /** Called before the first byte is read: the moment to send `100 Continue`. */
  readonly onFirstRead: () => void;
}

/**
 * The body of a request, read from the connection only when somebody asks for it,
 * so that a request whose instance could not be reached can still go to another one.
 */
export class RequestBody extends Readable {
  readonly #source: IncomingMessage;
  readonly #options: RequestBodyOptions;
  #started = false;
  #bytes = 0;

  constructor(source: IncomingMessage, options: RequestBodyOptions) {
    super();
    this.#source = source;
    this.#options = options;
    // Whoever reads hears of an error by a listener of its own; where nobody reads any more, it must not end the process.
    this.on('error', () => undefined);
  }

  override _read(): void {
    if (!this.#started) this.#start();
    this.#source.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#source.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose);
    callback(error);
  }

  #start(): void {
    this.#started = true;
    this.#options.onFirstRead();
    this.#source.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#bytes += chunk.byteLength;
    const { maxBytes } = this.#options;
    if (maxBytes > 0 && this.#bytes > maxBytes) this.destroy(new ClientError(413, 'the body is too large'));
    else if (!this.push(chunk)) this.#source.pause();
  };

  readonly #onEnd = (): void => {
    this.push(null);
  };

  readonly #onClose = (): void => {
    if (!this.#source.complete) this.destroy(new ClientError(499, 'the client went away while it sent the body'));
  };
}

/** Reads on what a client still sends after it has been answered, up to these bounds, before its connection is cut. */
const DISCARD = { bytes: 1_048_576, timeMs: 5_000 };

/**
 * Reads the rest of a body that nobody wanted, so that the connection can be used again and the client
 * gets to see the answer instead of a reset. A long or slow rest is not worth it: the connection is closed.
 */
export function discardRest(message: IncomingMessage): void {
  if (message.complete) return;
  const timer = setTimeout(() => message.socket.destroy(), DISCARD.timeMs);
  let bytes = 0;
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > DISCARD.bytes) message.socket.destroy();
  });
  message.on('close', () => clearTimeout(timer));
  message.resume();
}
