import type { BodyFraming } from './body-framing.ts';
import { ChunkedBody } from './chunked-body.ts';

/** Follows the body of one message in its framing, whatever pieces it comes in, and knows where it ends. */
export class BodyFollower {
  readonly #kind: BodyFraming['kind'];
  readonly #chunks: ChunkedBody | undefined;
  #left: number;

  constructor(framing: BodyFraming) {
    this.#kind = framing.kind;
    this.#chunks = framing.kind === 'chunked' ? new ChunkedBody() : undefined;
    this.#left = framing.kind === 'length' ? framing.bytes : 0;
  }

  /** Whether all of it has come; one that ends with its connection is never known to be complete. */
  get isComplete(): boolean {
    if (this.#chunks !== undefined) return this.#chunks.isDone;
    return this.#kind !== 'close' && this.#left === 0;
  }

  /** Bytes of a chunked body without its framing, so far. */
  get chunkedBytes(): number {
    return this.#chunks?.dataBytes ?? 0;
  }

  /** The offset up to which the bytes from `start` to `end` belong to the body; -1 where the framing is malformed. */
  advance(bytes: Uint8Array, start: number, end: number): number {
    if (this.#chunks !== undefined) {
      const at = this.#chunks.advance(bytes, start, end);
      return this.#chunks.problem === undefined ? at : -1;
    }
    if (this.#kind === 'close') return end;
    const taken = Math.min(end - start, this.#left);
    this.#left -= taken;
    return start + taken;
  }
}
