import type { Diagnostic } from '../text/diagnostic.ts';
import { closeMissing, readAgain } from './brackets.ts';
import { Char, isBlank, isNewline, lineEnd, skipBlanks } from './characters.ts';
import { closeLayouts } from './layout.ts';
import { scanComment, scanForeignComment } from './scan-comment.ts';
import { scanKey } from './scan-key.ts';
import { isForeignComment, scanNewline, startLine } from './scan-line.ts';
import { scanAnything } from './scan-operator.ts';
import { emit, emitTrivia, type ScanState, startScan } from './scan-state.ts';
import { reportHashValue, scanValueStart } from './scan-value.ts';
import { Terminal } from './terminals.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { TokenKind } from './token-kind.ts';

/** What the lexer makes of a text: its tokens and its findings, those about brackets and indentation included. */
export interface LexResult {
  readonly tokens: TokenBuffer;
  readonly diagnostics: Diagnostic[];
}

/**
 * Turns a text into tokens whose brackets and indentation are balanced, so that the grammar never meets an unclosed one.
 * It never fails, and takes time linear in the length of the text. (language.md, sections 2 and 9)
 */
export function lex(text: string, file: string): LexResult {
  const state = startScan(text, file);
  startLine(state);
  do {
    while (state.at < text.length) scanNext(state);
  } while (!finish(state));
  return { tokens: state.tokens, diagnostics: state.diagnostics };
}

function scanNext(state: ScanState): void {
  const { text, at } = state;
  const code = text.charCodeAt(at);
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
  const { position } = state;
  if (position === 'rest') {
    scanAnything(state);
    return;
  }
  if (isForeignComment(text, at)) {
    scanForeignComment(state);
    return;
  }
  const done = position === 'key' ? scanKey(state) : scanValueStart(state);
  if (!done) scanAnything(state);
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
    const code = text.charCodeAt(end);
    if (isNewline(code)) break;
    if (code === Char.BraceOpen || code === Char.BracketOpen || code === Char.ParenOpen) state.overflow++;
    else if (code === Char.BraceClose || code === Char.BracketClose || code === Char.ParenClose) state.overflow--;
  }
  emit(state, TokenKind.Bad, Math.max(end, Math.min(at + 1, lineEnd(text, at))), Terminal.Bad);
}

/** Closes what is open at the end of the text. Returns false when brackets are to be read again first. */
function finish(state: ScanState): boolean {
  if (state.brackets.length > 0) {
    if (readAgain(state, 0, state.text.length + 1)) return false;
    closeMissing(state, 0);
  }
  const last = state.tokens.lastTerminal();
  if (state.tokens.significant > 0 && last !== Terminal.EndOfLine && last !== Terminal.Dedent) {
    emit(state, TokenKind.EndOfLine, state.at, Terminal.EndOfLine);
  }
  closeLayouts(state);
  // The grammar looks a few tokens ahead: past the end there is always another end of file.
  for (let pad = 0; pad < 4; pad++) state.tokens.add(TokenKind.Whitespace, state.at, Terminal.EndOfFile);
  state.tokens.count -= 4;
  return true;
}
