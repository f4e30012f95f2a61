import { Char, codeAt, isDigit, isNamePart, isNewline, skipBlanks, skipDigits, skipName } from './characters.ts';
import { emit, emitTrivia, type ScanState } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import { isValueEnd } from './value-end.ts';

// What most lines of most texts are made of, read without asking what else it could be: the general rules would make the same
// tokens, and a text of such lines would take a quarter more time to read.

/**
 * Reads a name with the `=` or `:` after it and the blanks around that, at the start of an entry outside of call parentheses;
 * and its value where that is a plain scalar. Returns false, and reads nothing, where anything else stands there.
 */
export function scanPlainEntry(state: ScanState): boolean {
  const { text, at: start } = state;
  if (!isNamePart(codeAt(text, start))) return false;
  const end = skipName(text, start);
  const assign = skipBlanks(text, end);
  const code = codeAt(text, assign);
  if (code !== Char.Colon && code !== Char.Equals) return false;
  const next = codeAt(text, assign + 1);
  // `==` and `=>` are no assignments.
  if (next === Char.Equals || next === Char.Greater) return false;
  const value = skipBlanks(text, assign + 1);
  emit(state, TokenKind.KeyName, end, Terminal.Key);
  emitTrivia(state, TokenKind.Whitespace, assign);
  emit(state, code === Char.Equals ? TokenKind.Equals : TokenKind.Colon, assign + 1, Terminal.Assign);
  emitTrivia(state, TokenKind.Whitespace, value);
  state.inValue = true;
  state.position = 'value';
  scanPlainScalar(state);
  return true;
}

/** Reads a string without interpolation, a number, `true` or `false` that is a whole value. Returns false, and reads nothing, otherwise. */
export function scanPlainScalar(state: ScanState): boolean {
  const { text, at } = state;
  const code = codeAt(text, at);
  if (code === Char.DoubleQuote) return scanScalar(state, TokenKind.String, plainStringEnd(text, at));
  if (isDigit(code)) return scanScalar(state, TokenKind.Number, plainNumberEnd(text, at));
  if (code === Char.LowerT && text.startsWith('true', at)) return scanScalar(state, TokenKind.Keyword, at + 4);
  if (code === Char.LowerF && text.startsWith('false', at)) return scanScalar(state, TokenKind.Keyword, at + 5);
  return false;
}

function scanScalar(state: ScanState, kind: TokenKind, end: number): boolean {
  if (end < 0 || !isValueEnd(state, end)) return false;
  emit(state, kind, end, Terminal.Scalar);
  state.position = 'rest';
  return true;
}

/** The end of a `"…"` string on one line; -1 where it has an interpolation, three quotes, or no end. */
function plainStringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Nearly all text is above these marks: one comparison settles it.
    if (code > Char.Dollar && code !== Char.Backslash) continue;
    if (code === Char.DoubleQuote) return at === from + 1 && codeAt(text, at + 1) === code ? -1 : at + 1;
    if (isNewline(code)) return -1;
    if (code === Char.Dollar && codeAt(text, at + 1) === Char.BraceOpen) return -1;
    if (code === Char.Backslash && !isNewline(codeAt(text, at + 1))) at++;
  }
  return -1;
}

/** The end of digits, with decimals or without. */
function plainNumberEnd(text: string, from: number): number {
  const end = skipDigits(text, from);
  return codeAt(text, end) === Char.Dot && isDigit(codeAt(text, end + 1)) ? skipDigits(text, end + 1) : end;
}
