import { LF } from './wire/bytes.ts';

/** A head up to here is scanned again whenever more of it comes. */
const SHORT_BYTES = 1_024;
/** A longer one when a line has ended or so much has come: many small pieces must not cost many scans. */
const STEP_BYTES = 64;

/** What has been read and cannot be used yet: the beginning of a head, or requests that wait for the answer to an earlier one. */
export class PendingBytes {
  #bytes: Buffer = EMPTY;
  #pieces: Buffer[] = [];
  #piecesLength = 0;

  get length(): number {
    return this.#bytes.length + this.#piecesLength;
  }

  /** Adds a copy of `bytes` from `start` to `end`. */
  add(bytes: Buffer, start: number, end: number): void {
    if (start === end) return;
    this.#pieces.push(Buffer.from(bytes.subarray(start, end)));
    this.#piecesLength += end - start;
  }

  /** Whether so much has been added since the bytes were last taken that a scan may find more than the one before. */
  isWorthScanning(): boolean {
    return (
      this.length <= SHORT_BYTES || this.#piecesLength >= STEP_BYTES || this.#pieces.some((piece) => piece.includes(LF))
    );
  }

  /** Gives all of it, and forgets it. */
  take(): Buffer {
    const [only] = this.#pieces;
    const isOne = this.#bytes.length === 0 && this.#pieces.length === 1 && only !== undefined;
    const all = isOne ? only : Buffer.concat([this.#bytes, ...this.#pieces]);
    this.clear();
    return all;
  }

  /** Takes back what was taken and is still not enough. */
  putBack(bytes: Buffer): void {
    this.#bytes = bytes;
  }

  clear(): void {
    this.#bytes = EMPTY;
    this.#pieces = [];
    this.#piecesLength = 0;
  }
}

const EMPTY: Buffer = Buffer.alloc(0);
