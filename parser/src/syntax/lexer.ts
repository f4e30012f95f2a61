import type { Diagnostic } from '../text/diagnostic.ts';
import { closeMissing, readAgain } from './brackets.ts';
import { Char, codeAt, isBlank, isNewline, lineEnd, skipBlanks } from './characters.ts';
import { closeLayouts } from './layout.ts';
import { scanAnything } from './scan-anything.ts';
import { scanComment, scanForeignComment } from './scan-comment.ts';
import { scanKey } from './scan-key.ts';
import { isForeignComment, scanNewline, startLine } from './scan-line.ts';
import { scanPlainEntry, scanPlainScalar } from './scan-plain.ts';
import { scanAssign } from './scan-punctuation.ts';
import { emit, emitTrivia, isIsolated, type LexRange, type ScanState, startScan, wholeText } from './scan-state.ts';
import { reportHashValue, scanValueStart } from './scan-value.ts';
import { Terminal } from './terminals.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { TokenKind } from './token-kind.ts';

/** What the lexer makes of a text besides its tokens. */
export interface LexResult {
  readonly diagnostics: Diagnostic[];
  /** Where it stopped. */
  readonly end: number;
  /** See `SyntaxTree.isolated`. */
  readonly isolated: boolean;
}

/**
 * Turns a text into tokens whose brackets and indentation are balanced, so that the grammar never meets an unclosed one.
 * They replace what `tokens` holds; the findings include those about brackets and indentation.
 * With a range it starts at a header and stops before the first of `stops` at which everything before is closed.
 * It never fails, and takes time linear in the length of the text. (language.md, sections 2 and 9)
 */
export function lex(text: string, file: string, tokens: TokenBuffer, range: LexRange = wholeText): LexResult {
  const state = startScan(text, file, tokens, range);
  startLine(state);
  do {
    while (state.at < text.length && !state.stopped) scanNext(state);
  } while (!finish(state));
  return { diagnostics: state.diagnostics, end: state.at, isolated: isIsolated(state) };
}

function scanNext(state: ScanState): void {
  const { text, at } = state;
  const code = codeAt(text, at);
  if (isBlank(code)) {
    emitTrivia(state, TokenKind.Whitespace, skipBlanks(text, at + 1));
    return;
  }
  if (isNewline(code)) {
    scanNewline(state);
    return;
  }
  if (code === Char.Hash) {
    if (state.position === 'value') reportHashValue(state);
    scanComment(state);
    return;
  }
  if (state.overflow > 0) {
    scanOverflow(state);
    return;
  }
  if (state.position === 'rest') scanAnything(state);
  else if (isForeignComment(text, at)) scanForeignComment(state);
  else if (state.position === 'key') scanEntryStart(state);
  else scanValue(state);
}

/** Reads a key with the `=` or `:` after it, or what stands in its place. */
function scanEntryStart(state: ScanState): void {
  if (scanPlainEntry(state)) return;
  if (scanKey(state)) scanAssign(state);
  else scanAnything(state);
}

function scanValue(state: ScanState): void {
  if (scanPlainScalar(state)) return;
  if (!scanValueStart(state)) scanAnything(state);
  // A closer or separator has set the position for what follows it; an operand has not.
  if (state.position === 'value' && isOperand(state)) state.position = 'rest';
}

/** Tells whether the last token is neither an opener nor a separator nor the `=` before a value. */
function isOperand(state: ScanState): boolean {
  const last = state.tokens.lastTerminal();
  return (
    last !== Terminal.BracketOpen && last !== Terminal.Separator && last !== Terminal.Assign && last !== Terminal.Dash
  );
}

/** Beyond the depth limit nothing is read but the brackets that lead back out. */
function scanOverflow(state: ScanState): void {
  const { text, at } = state;
  let end = at;
  for (; end < text.length && state.overflow > 0; end++) {
    const code = codeAt(text, end);
    if (isNewline(code)) break;
    if (code === Char.BraceOpen || code === Char.BracketOpen || code === Char.ParenOpen) state.overflow++;
    else if (code === Char.BraceClose || code === Char.BracketClose || code === Char.ParenClose) state.overflow--;
  }
  emit(state, TokenKind.Bad, Math.max(end, Math.min(at + 1, lineEnd(text, at))), Terminal.Bad);
}

/** Closes what is open at the end of the text. Returns false when brackets are to be read again first. */
function finish(state: ScanState): boolean {
  if (!state.stopped && !closeAll(state)) return false;
  state.tokens.pad(state.at);
  return true;
}

function closeAll(state: ScanState): boolean {
  if (state.brackets.length > 0) {
    if (readAgain(state, 0, state.text.length + 1)) return false;
    closeMissing(state, 0);
  }
  const last = state.tokens.lastTerminal();
  if (state.tokens.significant > 0 && last !== Terminal.EndOfLine && last !== Terminal.Dedent) {
    emit(state, TokenKind.EndOfLine, state.at, Terminal.EndOfLine);
  }
  closeLayouts(state);
  return true;
}
