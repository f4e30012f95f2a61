import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import { type DiagnosticKind, report } from '../text/catalogue.ts';
import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import { FirstTokenLookahead } from './first-token-lookahead.ts';
import { NodeKind } from './node-kind.ts';
import { sharedTokens, Terminal, terminalSet, terminals } from './terminals.ts';
import { TokenBuffer } from './token-buffer.ts';
import { TokenKind } from './token-kind.ts';
import { TreeBuilder } from './tree-builder.ts';

const endOfFile = sharedTokens[0] as IToken;

/** A rule that takes nothing and gives nothing: what it finds goes to the tree. */
export type Rule = ParserMethod<[], void>;
/** The alternatives of a choice, as Chevrotain takes them. */
export type Alternatives = { ALT: () => void }[];

/** How a parser is made. */
export interface ParserOptions {
  /** Whether Chevrotain checks the grammar: a test does, for that takes longer than parsing most files. */
  readonly validate?: boolean;
  /** Whether plain lines are parsed without rules; see `PlainParser`. */
  readonly shortCuts?: boolean;
}

/**
 * A Chevrotain parser that walks over the lexer's columns of numbers instead of an array of token objects, and builds tree
 * columns instead of a syntax tree of objects. Its grammar takes any token sequence: where a rule cannot go on, it reports what
 * is wrong and skips to the end of the statement or entry, so that Chevrotain's own recovery is never needed.
 */
export abstract class TokenParser extends EmbeddedActionsParser {
  protected tokens: TokenBuffer = new TokenBuffer(0);
  protected text = '';
  protected file = '';
  protected diagnostics: Diagnostic[] = [];
  protected readonly tree: TreeBuilder = new TreeBuilder();
  /** The index of the last token consumed, among the significant ones. */
  protected cursor = -1;

  protected constructor(options: ParserOptions) {
    super(Object.values(terminals), {
      skipValidations: options.validate !== true,
      recoveryEnabled: false,
      maxLookahead: 1,
      lookaheadStrategy: new FirstTokenLookahead({ maxLookahead: 1 }),
    });
  }

  /** Takes a lexed text as the input of the next rule that is called. */
  protected load(text: string, file: string, tokens: TokenBuffer, diagnostics: Diagnostic[]): void {
    this.reset();
    this.cursor = -1;
    this.text = text;
    this.file = file;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.tree.reset(tokens.significant);
  }

  // Chevrotain's lexer adapter, over columns.

  protected override LA_FAST(distance: number): IToken {
    return sharedTokens[this.tokens.terminals[this.cursor + distance] ?? 0] ?? endOfFile;
  }

  protected override LA(distance: number): IToken {
    return this.LA_FAST(distance);
  }

  protected consumeToken(): void {
    this.cursor++;
  }

  protected exportLexerState(): number {
    return this.cursor;
  }

  protected importLexerState(cursor: number): void {
    this.cursor = cursor;
  }

  protected getLexerPosition(): number {
    return this.cursor;
  }

  protected moveToTerminatedState(): void {
    this.cursor = this.tokens.significant;
  }

  protected onBeforeParse(): void {}

  protected onAfterParse(): void {}

  // What the grammar's actions ask and do.

  /** The terminal of the token at a distance; 1 is the next one. */
  protected terminal(distance = 1): number {
    return this.tokens.terminals[this.cursor + distance] ?? 0;
  }

  /** The index of the token at a distance; 1 is the next one, 0 the last one consumed. */
  protected tokenIndex(distance = 1): number {
    return this.tokens.indexes[this.cursor + distance] ?? 0;
  }

  /** The index of the next token, among the significant ones. */
  protected position(): number {
    return this.cursor + 1;
  }

  protected kind(distance = 1): TokenKind {
    return (this.tokens.kinds[this.tokenIndex(distance)] ?? TokenKind.Bad) as TokenKind;
  }

  protected start(distance = 1): number {
    return this.tokens.starts[this.tokenIndex(distance)] ?? 0;
  }

  protected end(distance = 1): number {
    return this.tokens.end(this.tokenIndex(distance));
  }

  /** The text of the token at a distance. */
  protected image(distance = 1): string {
    return this.text.slice(this.start(distance), this.end(distance));
  }

  /** Starts a node at the next token. */
  protected open(kind: NodeKind): number {
    return this.tree.open(kind, this.tokenIndex(1));
  }

  /** Ends a node after the last token consumed. */
  protected close(node: number): void {
    this.tree.close(node, this.cursor < 0 ? 0 : this.tokenIndex(0) + 1);
  }

  /** Makes a node of the token that was just consumed. */
  protected leaf(kind: NodeKind): void {
    const token = this.tokenIndex(0);
    this.tree.leaf(kind, token, token + 1);
  }

  /** Reports a finding at `[start, end)`. */
  protected complain<Args extends readonly unknown[]>(
    kind: DiagnosticKind<Args>,
    start: number,
    end: number,
    args: Args,
    fix?: Fix,
  ): void {
    this.diagnostics.push(report(kind, { file: this.file, span: { start, end } }, args, { fix }));
  }

  /** Reports a finding at the next token; where that is an end, just before it. */
  protected complainHere<Args extends readonly unknown[]>(kind: DiagnosticKind<Args>, args: Args): void {
    // A bad token has been reported by the lexer: one mistake, one diagnostic.
    if (this.terminal() === Terminal.Bad || this.terminal(0) === Terminal.Bad) return;
    if (this.isEnd('entry')) this.complain(kind, Math.max(this.end(0) - 1, 0), this.end(0), args);
    else this.complain(kind, this.start(), this.end(), args);
  }

  /** Tells whether the next token is one of `set`; while Chevrotain records the grammar, every branch is taken. */
  protected isNext(set: Uint8Array): boolean {
    return this.RECORDING_PHASE || set[this.terminal()] === 1;
  }

  /** Tells whether the next token ends a statement, or an entry of brackets. */
  protected isEnd(level: 'statement' | 'entry'): boolean {
    return (level === 'statement' ? statementEnds : entryEnds)[this.terminal()] === 1;
  }

  /**
   * Skips to the end of the statement or entry, over whole brackets and bodies, into an error node.
   * Brackets are balanced, so counting them is enough.
   */
  protected skipRest(level: 'statement' | 'entry'): void {
    if (this.RECORDING_PHASE) return;
    const node = this.open(NodeKind.Error);
    let depth = 0;
    while (this.terminal() !== Terminal.EndOfFile && (depth > 0 || !this.isEnd(level))) {
      const terminal = this.terminal();
      if (openers[terminal] === 1) depth++;
      else if (closers[terminal] === 1) depth--;
      this.consumeToken();
      // A body has no line end of its own after it.
      if (depth === 0 && terminal === Terminal.Dedent) break;
    }
    this.close(node);
  }
}

const openers = terminalSet(
  Terminal.BraceOpen,
  Terminal.BracketOpen,
  Terminal.ParenOpen,
  Terminal.InterpolationOpen,
  Terminal.Indent,
);
const closers = terminalSet(
  Terminal.BraceClose,
  Terminal.BracketClose,
  Terminal.ParenClose,
  Terminal.InterpolationClose,
  Terminal.Dedent,
);
const statementEnds = terminalSet(Terminal.EndOfLine, Terminal.EndOfFile, Terminal.AngleClose, Terminal.Dedent);
const entryEnds = terminalSet(
  Terminal.Separator,
  Terminal.EndOfLine,
  Terminal.EndOfFile,
  Terminal.AngleClose,
  Terminal.BraceClose,
  Terminal.BracketClose,
  Terminal.ParenClose,
  Terminal.InterpolationClose,
  Terminal.Dedent,
);
