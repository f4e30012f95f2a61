import type { TokenKind } from './token-kind.ts';

/** Enough room for most texts: a token has about three characters. */
const CHARACTERS_PER_TOKEN = 2.5;
/** How far the grammar looks ahead, and a bit. */
const PADDING = 4;
/** The most tokens that the shared buffer keeps room for between two texts. */
const KEPT_CAPACITY = 1 << 18;

/**
 * The tokens of a text while they are found, as columns of numbers. Besides every token (`kinds`, `starts`) it holds the
 * grammar's view: the terminal of each significant token (`terminals`) and its index among all tokens (`indexes`).
 * It can be cut back, because the lexer reads a bracket a second time when the bracket turns out not to be closed.
 */
export class TokenBuffer {
  kinds: Uint8Array;
  starts: Uint32Array;
  terminals: Uint8Array;
  indexes: Uint32Array;
  count = 0;
  significant = 0;

  constructor(capacity: number) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.terminals = new Uint8Array(capacity);
    this.indexes = new Uint32Array(capacity);
  }

  /** Forgets all tokens, and makes room for those of a text of this length. */
  reset(textLength: number): void {
    this.truncate(0, 0);
    const capacity = Math.ceil(textLength / CHARACTERS_PER_TOKEN) + 64;
    if (capacity > this.kinds.length || this.kinds.length > Math.max(capacity, KEPT_CAPACITY)) this.allocate(capacity);
  }

  /** Adds a token that the grammar does not see. */
  addTrivia(kind: TokenKind, start: number): void {
    if (this.count === this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count++] = start;
  }

  /** Adds a token that the grammar sees as `terminal`. */
  add(kind: TokenKind, start: number, terminal: number): void {
    const { count } = this;
    if (count === this.kinds.length) this.grow();
    this.terminals[this.significant] = terminal;
    this.indexes[this.significant++] = count;
    this.kinds[count] = kind;
    this.starts[count] = start;
    this.count = count + 1;
  }

  /** The terminal of the last significant token, or 0 where there is none. */
  lastTerminal(): number {
    return this.significant === 0 ? 0 : (this.terminals[this.significant - 1] ?? 0);
  }

  /** The offset at which token `index` ends: where the next one starts, or the padding behind the last one. */
  end(index: number): number {
    return this.starts[Math.min(index, this.count - 1) + 1] ?? 0;
  }

  /** Adds ends of file behind the last token: the grammar looks a few tokens ahead, and finds where the last one ends. */
  pad(end: number): void {
    for (let pad = 0; pad < PADDING; pad++) this.add(0, end, 0);
    this.count -= PADDING;
  }

  /** Forgets all tokens after the first `count`, of which `significant` are significant. */
  truncate(count: number, significant: number): void {
    this.count = count;
    this.significant = significant;
  }

  private grow(): void {
    const { kinds, starts, terminals, indexes } = this;
    this.allocate(kinds.length * 2);
    this.kinds.set(kinds);
    this.starts.set(starts);
    this.terminals.set(terminals);
    this.indexes.set(indexes);
  }

  private allocate(capacity: number): void {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.terminals = new Uint8Array(capacity);
    this.indexes = new Uint32Array(capacity);
  }
}
