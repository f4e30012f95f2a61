import type { Socket } from 'node:net';
import { writeBytes } from './transport/write-bytes.ts';

/** What goes to one client: whether an answer has been begun decides how its connection may end. */
export class ClientOutput {
  readonly #socket: Socket;
  #hasBegun = false;
  #isWaiting = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** What was written has not gone out yet: the client is slow to take it. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Writes text, one character a byte; false where more should wait. */
  writeText(text: string): boolean {
    return this.#wrote(this.#socket.write(text, 'latin1'));
  }

  /** Writes text and a copy of bytes after it; false where more should wait. */
  writeBytes(text: string, bytes: Buffer, start: number, end: number): boolean {
    return this.#wrote(writeBytes(this.#socket, text, bytes, start, end));
  }

  /** What was written has gone out. */
  drained(): void {
    this.#isWaiting = false;
  }

  /** The answer is whole; what is written next belongs to another one. */
  beginNext(): void {
    this.#hasBegun = false;
  }

  /** Cuts the connection; within an answer by a reset: where closing tells the end of a body, a mere close would look like it. */
  cut(): void {
    if (!this.#hasBegun || 'encrypted' in this.#socket) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  #wrote(mayGoOn: boolean): boolean {
    this.#hasBegun = true;
    this.#isWaiting = !mayGoOn;
    return mayGoOn;
  }
}
