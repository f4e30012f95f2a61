import type { TokenKind } from './token-kind.ts';

/** Enough room for most texts: a token has about three characters. */
const CHARACTERS_PER_TOKEN = 2.5;

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

  constructor(textLength: number) {
    const capacity = Math.ceil(textLength / CHARACTERS_PER_TOKEN) + 64;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.terminals = new Uint8Array(capacity);
    this.indexes = new Uint32Array(capacity);
  }

  /** Adds a token that the grammar does not see. */
  addTrivia(kind: TokenKind, start: number): void {
    if (this.count === this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count++] = start;
  }

  /** Adds a token that the grammar sees as `terminal`. */
  add(kind: TokenKind, start: number, terminal: number): void {
    this.terminals[this.significant] = terminal;
    this.indexes[this.significant++] = this.count;
    this.addTrivia(kind, start);
  }

  /** The terminal of the last significant token, or 0 where there is none. */
  lastTerminal(): number {
    return this.significant === 0 ? 0 : (this.terminals[this.significant - 1] ?? 0);
  }

  /** Forgets all tokens after the first `count`, of which `significant` are significant. */
  truncate(count: number, significant: number): void {
    this.count = count;
    this.significant = significant;
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    const longer = <Column extends Uint8Array | Uint32Array>(column: Column, made: Column): Column => {
      made.set(column);
      return made;
    };
    this.kinds = longer(this.kinds, new Uint8Array(capacity));
    this.starts = longer(this.starts, new Uint32Array(capacity));
    this.terminals = longer(this.terminals, new Uint8Array(capacity));
    this.indexes = longer(this.indexes, new Uint32Array(capacity));
  }
}
