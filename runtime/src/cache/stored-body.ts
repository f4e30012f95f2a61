import { Readable } from 'node:stream';

/** A body at rest, in blocks of its own memory: a slice of a socket's buffer would keep all of that buffer alive. */
export interface StoredBody {
  readonly length: number;
  readonly blocks: readonly Buffer[];
}

/** The body of a response that has none. */
export const EMPTY_BODY: StoredBody = { length: 0, blocks: [] };

const BLOCK_BYTES = 65_536;

/**
 * Copies a body while it streams by. With a declared length its memory is one block of that size; without, it grows block
 * by block and is never copied again, so that a large body is not held twice at any time.
 */
export class BodyCollector {
  readonly #declared: number | undefined;
  readonly #maxBytes: number;
  #blocks: Buffer[] = [];
  #used = 0;
  #length = 0;

  constructor(maxBytes: number, declared: number | undefined) {
    this.#maxBytes = maxBytes;
    this.#declared = declared;
  }

  /** Takes the next piece; false, for good, where the body is larger than what it may be or than what was declared. */
  add(chunk: Buffer): boolean {
    this.#length += chunk.length;
    if (this.#length > (this.#declared ?? this.#maxBytes)) {
      this.#blocks = [];
      return false;
    }
    for (let at = 0; at < chunk.length; ) at += this.#copy(chunk, at);
    return true;
  }

  /** The whole body; undefined where it is not what was declared. */
  finish(): StoredBody | undefined {
    if (this.#length !== (this.#declared ?? this.#length)) return undefined;
    const last = this.#blocks.at(-1);
    if (last !== undefined && this.#used < last.length) {
      const trimmed = Buffer.allocUnsafeSlow(this.#used);
      last.copy(trimmed, 0, 0, this.#used);
      this.#blocks[this.#blocks.length - 1] = trimmed;
    }
    return { length: this.#length, blocks: this.#blocks };
  }

  #copy(chunk: Buffer, at: number): number {
    let block = this.#blocks.at(-1);
    if (block === undefined || this.#used === block.length) {
      block = Buffer.allocUnsafeSlow(this.#declared ?? BLOCK_BYTES);
      this.#blocks.push(block);
      this.#used = 0;
    }
    const copied = chunk.copy(block, this.#used, at);
    this.#used += copied;
    return copied;
  }
}

/** A body that is in memory anyway, stored: shared where it fills its own memory, else copied out of the larger piece. */
export function storeBuffer(buffer: Buffer): StoredBody {
  if (buffer.length === 0) return EMPTY_BODY;
  const owned = buffer.length === buffer.buffer.byteLength;
  const block = owned ? buffer : Buffer.allocUnsafeSlow(buffer.length);
  if (!owned) buffer.copy(block);
  return { length: block.length, blocks: [block] };
}

/** The bytes from `start` to before `end`, without a copy: whole where they lie in one block, else streamed. */
export function readBody(body: StoredBody, start: number, end: number): Buffer | Readable {
  const pieces: Buffer[] = [];
  let offset = 0;
  for (const block of body.blocks) {
    const piece = block.subarray(Math.max(0, start - offset), Math.max(0, end - offset));
    if (piece.length > 0) pieces.push(piece);
    offset += block.length;
  }
  const [first = Buffer.alloc(0), ...others] = pieces;
  return others.length === 0 ? first : Readable.from(pieces, { objectMode: false });
}
