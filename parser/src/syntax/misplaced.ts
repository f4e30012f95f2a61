import { type DiagnosticKind, report } from '../text/catalogue.ts';
import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import * as kinds from './diagnostics.ts';
import { Terminal } from './terminals.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { TokenKind } from './token-kind.ts';

/** A value with something after it on its line or in its entry. Token numbers count the significant tokens. */
export interface Trailing {
  readonly text: string;
  readonly file: string;
  readonly tokens: TokenBuffer;
  readonly diagnostics: Diagnostic[];
  /** The value's first token, and the first token after it. */
  readonly from: number;
  readonly at: number;
  readonly inside: 'statement' | 'item' | 'array' | 'object';
}

/** Says what is wrong with the text after a value, and what to write instead. */
export function complainTrailing(trailing: Trailing): void {
  const { tokens, from, at, inside } = trailing;
  const terminal = tokens.terminals[at] ?? 0;
  // A bad token has been reported by the lexer: one mistake, one diagnostic.
  if (terminal === Terminal.Bad || tokens.terminals[at - 1] === Terminal.Bad) return;
  const [start, end] = [startOf(trailing, at), startOf(trailing, at, 1)];
  if (isLostQuote(trailing, start)) return;
  if (terminal === Terminal.Assign) {
    complainAssignment(trailing, start, end);
    return;
  }
  if (terminal === Terminal.BraceOpen && tokens.terminals[from] === Terminal.Operator) {
    const operator = trailing.text.slice(startOf(trailing, from), startOf(trailing, from, 1));
    add(trailing, kinds.operatorBlock, start, end, [operator]);
    return;
  }
  if (inside === 'array' || inside === 'object') {
    const before = startOf(trailing, at - 1, 1);
    const fix: Fix = { title: "Insert ','", edits: [{ span: { start: before, end: before }, newText: ',' }] };
    add(trailing, kinds.separator, start, end, ["',' or a line break is missing before this"], fix);
    return;
  }
  const text = trailing.text.slice(startOf(trailing, from), lineStop(trailing));
  const fix = quoteFix(trailing, text);
  if (tokens.terminals[from] === Terminal.Name && at === from + 1 && isWord(terminal)) {
    add(trailing, kinds.bareSpaces, startOf(trailing, from), startOf(trailing, from) + text.length, [text], fix);
    return;
  }
  add(
    trailing,
    kinds.trailing,
    start,
    end,
    [trailing.text.slice(start, end)],
    tokens.terminals[from] === Terminal.Name ? fix : undefined,
  );
}

/**
 * Whether a string that does not end follows, which the lexer has reported. `key = value"` lacks the quote in front: closing the
 * string, which is the lexer's fix, would leave two values.
 */
function isLostQuote({ text, tokens, diagnostics, from }: Trailing, start: number): boolean {
  const index = diagnostics.findIndex(({ code, span }) => code === kinds.stringNewline.code && span.start === start);
  const reported = diagnostics[index];
  if (reported === undefined) return false;
  const { fix: _, ...rest } = reported;
  const quote = text.charAt(start);
  const isEnd = /^,?\s*$/.test(text.slice(start + 1, reported.span.end));
  const at = tokens.starts[tokens.indexes[from] ?? 0] ?? start;
  const edits = [{ span: { start: at, end: at }, newText: quote }];
  diagnostics[index] = isEnd ? { ...rest, fix: { title: `Put ${quote} in front`, edits } } : rest;
  return true;
}

function complainAssignment(trailing: Trailing, start: number, end: number): void {
  const { tokens, from, at, inside } = trailing;
  const single = at === from + 1;
  if (inside === 'item') {
    add(trailing, kinds.listOfMaps, start, end, []);
    return;
  }
  if (inside === 'object' && !single) {
    add(trailing, kinds.separator, startOf(trailing, at - 1), end, [
      "',' or a line break is missing before this member",
    ]);
    return;
  }
  const separator = tokens.kinds[tokens.indexes[from - 1] ?? 0];
  if (
    single &&
    tokens.terminals[from] === Terminal.Name &&
    separator === TokenKind.Colon &&
    tokens.kinds[tokens.indexes[at] ?? 0] === TokenKind.Equals
  ) {
    const key = trailing.text.slice(startOf(trailing, from - 2), startOf(trailing, from - 2, 1)).trim();
    add(trailing, kinds.typed, startOf(trailing, from), end, [key]);
    return;
  }
  add(trailing, kinds.twoAssignments, start, end, []);
}

function isWord(terminal: number): boolean {
  return terminal === Terminal.Name || terminal === Terminal.Literal;
}

/** The fix that puts the whole rest of the line between quotes. */
function quoteFix(trailing: Trailing, text: string): Fix {
  const start = startOf(trailing, trailing.from);
  return {
    title: 'Put quotes around it',
    edits: [{ span: { start, end: start + text.length }, newText: JSON.stringify(text) }],
  };
}

/** The end of the last token of the statement that the value is in. */
function lineStop(trailing: Trailing): number {
  const { tokens, at } = trailing;
  let last = at;
  while (tokens.terminals[last + 1] !== Terminal.EndOfLine && tokens.terminals[last + 1] !== Terminal.EndOfFile) {
    if (last + 1 >= tokens.significant) break;
    last++;
  }
  return startOf(trailing, last, 1);
}

/** The offset of a significant token, or of the token `after` places behind it. */
function startOf({ tokens }: Trailing, token: number, after = 0): number {
  return tokens.end((tokens.indexes[token] ?? 0) + after - 1);
}

function add<Args extends readonly unknown[]>(
  { file, diagnostics }: Trailing,
  kind: DiagnosticKind<Args>,
  start: number,
  end: number,
  args: Args,
  fix?: Fix,
): void {
  diagnostics.push(report(kind, { file, span: { start, end } }, args, { fix }));
}
