import { CR, hexValue, isFieldByte, LF, SEMICOLON, SPACE, TAB } from './bytes.ts';
import { FieldName } from './field-names.ts';
import { HeadFields } from './head-fields.ts';
import { scanFields } from './scan-fields.ts';

/** Most bytes that the extensions of one chunk may have; nobody uses them but who wants to waste time. */
const MAX_EXTENSION_BYTES = 256;
/** Most bytes that the trailer section may have. */
const MAX_TRAILER_BYTES = 8_192;
/** Most hexadecimal digits of a chunk's size: what a double holds exactly. */
const MAX_SIZE_DIGITS = 13;

/** Where in a chunked body the next byte is. */
type State =
  | 'size'
  | 'extension'
  | 'size-lf'
  | 'data'
  | 'data-cr'
  | 'data-lf'
  | 'trailer-start'
  | 'trailer'
  | 'trailer-lf'
  | 'end-lf'
  | 'done';

/** What is wrong with a chunked body. */
export type ChunkProblem = 'size' | 'extension' | 'line-end' | 'trailer' | 'too-large';

/** A piece of the body's own bytes, between the framing. */
export type TakeData = (start: number, end: number) => void;

/**
 * Follows the framing of a chunked body (RFC 9112, 7.1) byte by byte, whatever way they come in:
 *
 *     *( 1*HEXDIG [ chunk-ext ] CRLF data CRLF ) 1*"0" [ chunk-ext ] CRLF *( trailer-line CRLF ) CRLF
 *
 * It checks everything and changes nothing, so that what it has accepted can be sent on as it came: what a reader behind makes of
 * it is what was made of it here. Strict where readers differ: CR LF after sizes and data, no blanks around a size, sizes that a
 * number holds exactly.
 */
export class ChunkedBody {
  #state: State = 'size';
  #digits = 0;
  #left = 0;
  #extensionBytes = 0;
  #trailerText = '';
  #dataBytes = 0;
  problem: ChunkProblem | undefined;

  /** Whether the last byte of the body has been seen. */
  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Bytes of the body itself, without framing, so far. */
  get dataBytes(): number {
    return this.#dataBytes;
  }

  /** The lines of the trailer section, each with its CR LF; '' where there is none. */
  get trailerLines(): string {
    return this.#trailerText;
  }

  /**
   * Takes in `bytes` from `start` to `end` and returns the offset up to which they belong to the body: `end`, or less where the
   * body is done or has a problem. `take` gets the stretches of data, without the framing.
   */
  advance(bytes: Uint8Array, start: number, end: number, take?: TakeData): number {
    let at = start;
    while (at < end && this.#state !== 'done') {
      if (this.#state === 'data') {
        at = this.#skipData(at, end, take);
        continue;
      }
      if (!this.#step(bytes[at] ?? 0)) return at;
      at += 1;
    }
    return at;
  }

  #skipData(at: number, end: number, take: TakeData | undefined): number {
    const stop = Math.min(end, at + this.#left);
    take?.(at, stop);
    this.#dataBytes += stop - at;
    this.#left -= stop - at;
    if (this.#left === 0) this.#state = 'data-cr';
    return stop;
  }

  /** Takes in one byte of the framing; false where it does not belong there. */
  #step(byte: number): boolean {
    switch (this.#state) {
      case 'size':
        return this.#stepSize(byte);
      case 'extension':
        return this.#stepExtension(byte);
      case 'size-lf':
        if (byte !== LF) return this.#fail('line-end');
        this.#state = this.#left === 0 ? 'trailer-start' : 'data';
        this.#digits = 0;
        return true;
      case 'data-cr':
        return byte === CR ? this.#to('data-lf') : this.#fail('line-end');
      case 'data-lf':
        return byte === LF ? this.#to('size') : this.#fail('line-end');
      case 'trailer-start':
        if (byte === CR) return this.#to('end-lf');
        if (byte === SPACE || byte === TAB) return this.#fail('trailer');
        this.#state = 'trailer';
        return this.#stepTrailer(byte);
      case 'trailer':
        return this.#stepTrailer(byte);
      case 'trailer-lf':
        if (byte !== LF) return this.#fail('trailer');
        this.#trailerText += '\r\n';
        return this.#to('trailer-start');
      case 'end-lf':
        if (byte !== LF) return this.#fail('line-end');
        return isTrailerSection(this.#trailerText) ? this.#to('done') : this.#fail('trailer');
      case 'data':
      case 'done':
        return true;
    }
  }

  #stepSize(byte: number): boolean {
    const digit = hexValue[byte] ?? 255;
    if (digit !== 255) {
      this.#digits += 1;
      this.#left = (this.#digits === 1 ? 0 : this.#left * 16) + digit;
      return this.#digits <= MAX_SIZE_DIGITS || this.#fail('size');
    }
    if (this.#digits === 0) return this.#fail('size');
    if (byte === CR) return this.#to('size-lf');
    if (byte !== SEMICOLON) return this.#fail('size');
    this.#extensionBytes = 0;
    return this.#to('extension');
  }

  #stepExtension(byte: number): boolean {
    if (byte === CR) return this.#to('size-lf');
    this.#extensionBytes += 1;
    if (isFieldByte[byte] !== 1) return this.#fail('extension');
    return this.#extensionBytes <= MAX_EXTENSION_BYTES || this.#fail('extension');
  }

  #stepTrailer(byte: number): boolean {
    if (byte === CR) return this.#to('trailer-lf');
    if (isFieldByte[byte] !== 1) return this.#fail('trailer');
    this.#trailerText += String.fromCharCode(byte);
    return this.#trailerText.length <= MAX_TRAILER_BYTES || this.#fail('too-large');
  }

  #to(state: State): true {
    this.#state = state;
    return true;
  }

  #fail(problem: ChunkProblem): false {
    this.problem = problem;
    return false;
  }
}

/** What may never come behind a body: it would frame or direct a message that has been framed and directed already. */
const forbidden: readonly FieldName[] = [FieldName.ContentLength, FieldName.TransferEncoding, FieldName.Host];

function isTrailerSection(lines: string): boolean {
  if (lines === '') return true;
  const fields = new HeadFields();
  const bytes = Buffer.from(`${lines}\r\n`, 'latin1');
  return (
    scanFields(bytes, 0, bytes.length, fields) === bytes.length && forbidden.every((id) => fields.countOf(id) === 0)
  );
}
