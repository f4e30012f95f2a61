import type { BodySink, BodySource } from './body-source.ts';
import type { ClientError } from './errors.ts';
import { BodyFollower } from './wire/body-follower.ts';
import type { BodyFraming } from './wire/body-framing.ts';
import { latin1 } from './wire/latin1.ts';

/** What a body can be told of by its connection, and asks of it. */
export interface BodyConnection {
  /** Reads from the client, or leaves what it sends to wait. */
  setReading(isReading: boolean): void;
  /** The body is wanted: the moment to tell a client that waits for it. */
  onBodyWanted(): void;
}

/** Why a body cannot be read on. */
export interface BodyProblem {
  readonly status: 400 | 413;
  readonly reason: string;
}

/**
 * The body of the request that is being read from a client, followed in its framing and passed on as it came.
 * Invariants: the bytes of a body never reach anyone before they have been checked; before it is wanted, at most one read of it is
 * held, and the client waits; when it is not wanted any more it is read and dropped.
 */
export class IncomingBody implements BodySource {
  readonly #connection: BodyConnection;
  readonly #maxBytes: number;
  readonly #follower: BodyFollower;
  #held = '';
  #sink: BodySink | undefined;
  #isStopped = false;
  isTouched = false;
  isComplete = false;
  /** Bytes that were read and dropped. */
  droppedBytes = 0;

  /** `maxBytes` bounds a chunked body; 0 is without limit. */
  constructor(framing: BodyFraming, maxBytes: number, connection: BodyConnection) {
    this.#connection = connection;
    this.#maxBytes = maxBytes;
    this.#follower = new BodyFollower(framing);
  }

  /** Takes in what was read from `start` on; returns where the body ends in it, or what is wrong with it. */
  advance(bytes: Buffer, start: number, end: number): number | BodyProblem {
    const at = this.#follow(bytes, start, end);
    if (typeof at !== 'number') return at;
    if (this.#isStopped) this.droppedBytes += at - start;
    else if (this.#sink !== undefined) this.#sink.onBodyBytes(bytes, start, at);
    else this.#hold(bytes, start, at);
    if (this.isComplete) this.#sink?.onBodyEnd();
    return at;
  }

  takeFirst(): string {
    const held = this.#held;
    this.#held = '';
    this.isTouched = true;
    return held;
  }

  start(sink: BodySink): void {
    this.isTouched = true;
    this.#sink = sink;
    const held = this.#held;
    if (held !== '') {
      this.#held = '';
      const bytes = Buffer.from(held, 'latin1');
      sink.onBodyBytes(bytes, 0, bytes.length);
    }
    if (this.isComplete) {
      sink.onBodyEnd();
      return;
    }
    this.#connection.onBodyWanted();
    this.#connection.setReading(true);
  }

  pause(): void {
    if (!this.isComplete && !this.#isStopped) this.#connection.setReading(false);
  }

  resume(): void {
    if (!this.isComplete) this.#connection.setReading(true);
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#sink = undefined;
    this.#held = '';
    this.resume();
  }

  /** The rest will not come. */
  fail(error: ClientError): void {
    const sink = this.#sink;
    this.#sink = undefined;
    this.#isStopped = true;
    sink?.onBodyError(error);
  }

  #follow(bytes: Buffer, start: number, end: number): number | BodyProblem {
    const at = this.#follower.advance(bytes, start, end);
    if (at === -1) return { status: 400, reason: 'the chunks of the body are malformed' };
    const isTooLarge = this.#maxBytes > 0 && this.#follower.chunkedBytes > this.#maxBytes;
    if (isTooLarge) return { status: 413, reason: 'the body is too large' };
    this.isComplete = this.#follower.isComplete;
    return at;
  }

  #hold(bytes: Buffer, start: number, end: number): void {
    this.#held += latin1(bytes, start, end);
    if (!this.isComplete && this.#held !== '') this.#connection.setReading(false);
  }
}
