import { type DiagnosticKind, report } from '../text/catalogue.ts';
import type { Diagnostic, Fix, RelatedPlace } from '../text/diagnostic.ts';
import { TokenBuffer } from './token-buffer.ts';
import type { TokenKind } from './token-kind.ts';

/** Where in a statement the lexer stands: what may come next is read by different rules. */
export type Position = 'key' | 'value' | 'rest';

/** An open `{`, `[` of an array or of an index, `(` or `${`. The saved fields are those of the statement around it, restored when it closes. */
export interface Bracket {
  readonly shape: 'brace' | 'bracket' | 'index' | 'paren' | 'interpolation';
  /** The offset of the opener. */
  readonly start: number;
  /** The offset after the opener. */
  readonly contentStart: number;
  /** The token count, significant token count and diagnostic count just after the opener: where a second reading starts. */
  readonly tokens: number;
  readonly significant: number;
  readonly diagnostics: number;
  /** Where the line on which the bracket was opened starts, and its indentation in characters. */
  readonly lineStart: number;
  readonly lineIndent: number;
  readonly savedTernaries: number;
  readonly savedInValue: boolean;
  /** For `${`: whether its string is a triple one, and where that string starts. */
  readonly triple: boolean;
  readonly stringStart: number;
}

/** A run of statements that share their indentation: the root or a section, an indented body, a `> <` block. */
export interface Layout {
  readonly shape: 'root' | 'indented' | 'angle';
  /** The leading blanks of its statements; undefined until its first statement is met. */
  indent: string | undefined;
  /** The offset of what opened it. */
  readonly start: number;
}

/** All that the lexer remembers while it walks through a text once, from left to right. */
export interface ScanState {
  readonly text: string;
  readonly file: string;
  readonly tokens: TokenBuffer;
  readonly diagnostics: Diagnostic[];
  readonly brackets: Bracket[];
  readonly layouts: Layout[];
  /** The offset of the next character to read. */
  at: number;
  position: Position;
  /** Whether the `=` or `:` of the current statement or member is behind us. */
  inValue: boolean;
  /** How many `?` wait for their `:`. */
  ternaries: number;
  /** How many `(`, `a[` and `${` are open: inside them a bare name is a reference, never text. */
  expressionDepth: number;
  /** How many openers beyond the depth limit wait for their closers. */
  overflow: number;
  /** Whether the depth limit was reported: once is enough for a text. */
  depthReported: boolean;
  /** Where the current line starts, and its indentation in characters. */
  lineStart: number;
  lineIndent: number;
  /** Where the next line that is neither blank nor a comment starts, and its first character; looked up once per such line. */
  nextLineStart: number;
  nextContent: number;
  /** The last wrong indentation that was reported: a run of lines that share it is one mistake. */
  reportedIndent: string | undefined;
  /** Up to here brackets are closed by indentation as well, because reading them by closers alone failed. */
  strictUntil: number;
  /** How many characters may still be read a second time, so that no text takes more than linear time. */
  rereadBudget: number;
  /** Whether a conflict marker was reported whose other markers are still to come. */
  inConflict: boolean;
  /** Whether a `###` was met that no later one closes. */
  fenceFailed: boolean;
}

/** The state before the first character of `text`. */
export function startScan(text: string, file: string): ScanState {
  return {
    text,
    file,
    tokens: new TokenBuffer(text.length),
    diagnostics: [],
    brackets: [],
    layouts: [{ shape: 'root', indent: undefined, start: 0 }],
    at: 0,
    position: 'key',
    inValue: false,
    ternaries: 0,
    expressionDepth: 0,
    overflow: 0,
    depthReported: false,
    lineStart: 0,
    lineIndent: 0,
    nextLineStart: -1,
    nextContent: -1,
    reportedIndent: undefined,
    strictUntil: 0,
    rereadBudget: 2 * text.length + 1000,
    inConflict: false,
    fenceFailed: false,
  };
}

/** Reports a finding of the lexer at `[start, end)`. */
export function complain<Args extends readonly unknown[]>(
  state: ScanState,
  kind: DiagnosticKind<Args>,
  start: number,
  end: number,
  args: Args,
  extra: { readonly fix?: Fix; readonly related?: readonly RelatedPlace[] } = {},
): void {
  state.diagnostics.push(report(kind, { file: state.file, span: { start, end } }, args, extra));
}

/** A fix that replaces `[start, end)` by `newText`. */
export function replacement(title: string, start: number, end: number, newText: string): Fix {
  return { title, edits: [{ span: { start, end }, newText }] };
}

/** Makes a significant token of the text from here to `end`. */
export function emit(state: ScanState, kind: TokenKind, end: number, terminal: number): void {
  state.tokens.add(kind, state.at, terminal);
  state.at = end;
}

/** Makes a trivia token of the text from here to `end`; none when there is no text. */
export function emitTrivia(state: ScanState, kind: TokenKind, end: number): void {
  if (end === state.at) return;
  state.tokens.addTrivia(kind, state.at);
  state.at = end;
}

/** The innermost layout; there is always the root. */
export function currentLayout(state: ScanState): Layout {
  const layout = state.layouts[state.layouts.length - 1];
  if (layout === undefined) throw new Error('the root layout is never closed');
  return layout;
}

/** Gets the state ready for a new statement, member or element. */
export function startEntry(state: ScanState, position: Position): void {
  state.position = position;
  state.inValue = position === 'value';
  state.ternaries = 0;
}
