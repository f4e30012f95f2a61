import { type DiagnosticKind, report } from '../text/catalogue.ts';
import type { Diagnostic, Fix, RelatedPlace } from '../text/diagnostic.ts';
import type { TokenBuffer } from './token-buffer.ts';
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
  /** Whether a conflict marker was met at all. */
  conflictMet: boolean;
  /** Whether a `###` was met that no later one closes. */
  fenceFailed: boolean;
  /** The headers before which reading may stop, and how many of them are behind. */
  readonly stops: readonly number[];
  stopsPassed: number;
  /** Whether it did. */
  stopped: boolean;
}

/** A part of a text: from the start of a line to one of `stops`, which are offsets of headers in ascending order, or to the end. */
export interface LexRange {
  readonly start: number;
  readonly stops: readonly number[];
}

/** A text from its start to its end. */
export const wholeText: LexRange = { start: 0, stops: [] };

/** The state before the first character of `text`, whose tokens will be put into `tokens`. */
export function startScan(text: string, file: string, tokens: TokenBuffer, range: LexRange): ScanState {
  tokens.reset((range.stops[0] ?? text.length) - range.start);
  return {
    text,
    file,
    tokens,
    diagnostics: [],
    brackets: [],
    layouts: [{ shape: 'root', indent: undefined, start: 0 }],
    at: range.start,
    position: 'key',
    inValue: false,
    ternaries: 0,
    expressionDepth: 0,
    overflow: 0,
    depthReported: false,
    lineStart: range.start,
    lineIndent: 0,
    nextLineStart: -1,
    nextContent: -1,
    reportedIndent: undefined,
    strictUntil: 0,
    rereadBudget: 2 * text.length + 1000,
    inConflict: false,
    conflictMet: false,
    fenceFailed: false,
    stops: range.stops,
    stopsPassed: 0,
    stopped: false,
  };
}

/** Tells whether what was read has left nothing behind that changes how later sections are read. */
export function isIsolated({ depthReported, conflictMet, fenceFailed }: ScanState): boolean {
  return !depthReported && !conflictMet && !fenceFailed;
}

/** Tells whether reading may stop before the header here: it is one of the stops, and the state is that of the start of a text. */
export function mayStop(state: ScanState): boolean {
  const { stops, at } = state;
  while (state.stopsPassed < stops.length && (stops[state.stopsPassed] ?? at) < at) state.stopsPassed++;
  return stops[state.stopsPassed] === at && isIsolated(state) && state.strictUntil <= at;
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

/** The innermost open bracket; undefined outside of all brackets. */
export function innermostBracket({ brackets }: ScanState): Bracket | undefined {
  // Asking an empty array for its element -1 leaves V8's quick path: reading a text took a sixth more time.
  return brackets.length === 0 ? undefined : brackets[brackets.length - 1];
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
