import { Char, codeAt, isDigit, isNamePart, isNameStart, isNewline, skipBlanks, skipName } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { complain, emit, emitTrivia, type ScanState } from './scan-state.ts';
import { type StringRole, scanString } from './scan-string.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

type KeyRole = Exclude<StringRole, 'literal'>;

const include = /@(?:include|import|inherit|extends)(?=[ \t]*["'])/y;

/**
 * Reads the key at the start of a statement or member: `a.b-c."d".404`, `$name`, or the word of an include.
 * Returns false where neither stands there.
 */
export function scanKey(state: ScanState): boolean {
  const { text, at } = state;
  const code = codeAt(text, at);
  state.position = 'rest';
  if (code === Char.Dollar && isNameStart(codeAt(text, at + 1))) {
    emit(state, TokenKind.KeyVariable, skipName(text, at + 1), Terminal.KeyVariable);
    return true;
  }
  if (code === Char.At && state.brackets.length === 0) {
    include.lastIndex = at;
    state.inValue = true;
    if (!include.test(text)) return false;
    emit(state, TokenKind.Include, include.lastIndex, Terminal.Include);
    return true;
  }
  return scanPath(state, 'key');
}

/** Reads the segments of a path and the dots between them. */
function scanPath(state: ScanState, role: KeyRole): boolean {
  const { text } = state;
  if (!scanSegment(state, role)) return false;
  while (codeAt(text, state.at) === Char.Dot && isSegmentStart(codeAt(text, state.at + 1))) {
    emit(state, TokenKind.Dot, state.at + 1, Terminal.Dot);
    scanSegment(state, role);
  }
  return true;
}

function isSegmentStart(code: number): boolean {
  return isNamePart(code) || code === Char.DoubleQuote || code === Char.SingleQuote;
}

function scanSegment(state: ScanState, role: KeyRole): boolean {
  const { text, at } = state;
  const code = codeAt(text, at);
  if (isNameStart(code) || isDigit(code)) {
    emit(state, TokenKind.KeyName, skipName(text, at), Terminal.Key);
    return true;
  }
  if (code !== Char.DoubleQuote && code !== Char.SingleQuote) return false;
  scanKeyString(state, role);
  return true;
}

/** A quoted segment. An interpolation in it is refused: what a document holds must be readable from its text. */
function scanKeyString(state: ScanState, role: KeyRole): void {
  const { text, at: start } = state;
  const quote = codeAt(text, start);
  let at = start + 1;
  while (at < text.length && codeAt(text, at) !== quote && !isNewline(codeAt(text, at))) {
    at += codeAt(text, at) === Char.Backslash && !isNewline(codeAt(text, at + 1)) ? 2 : 1;
  }
  if (codeAt(text, at) !== quote) {
    scanString(state, role);
    return;
  }
  const key = text.slice(start, at + 1);
  if (quote === Char.DoubleQuote && /(?<!\\)\$\{/.test(key)) complain(state, kinds.interpolatedKey, start, at + 1, []);
  emit(state, TokenKind.KeyString, at + 1, Terminal.Key);
}

/** Reads a `[section]` header at its bracket, up to the closing bracket or the first thing that cannot be in one. */
export function scanHeader(state: ScanState): void {
  const { text, at: start } = state;
  emit(state, TokenKind.HeaderOpen, start + 1, Terminal.HeaderOpen);
  let reason =
    codeAt(text, start + 1) === Char.BracketOpen ? 'arrays of tables are reserved; write an array of objects' : '';
  skipBlanksHere(state);
  if (reason === '' && !scanPath(state, 'header')) reason = 'expected a name';
  skipBlanksHere(state);
  const code = codeAt(text, state.at);
  if (reason === '' && code === Char.BracketClose) {
    emit(state, TokenKind.HeaderClose, state.at + 1, Terminal.HeaderClose);
    return;
  }
  if (code === Char.Colon) reason = 'typed headers are reserved';
  else if (code === Char.Dot) reason = "a name is missing after '.'";
  else if (reason === '') reason = "']' is missing";
  const end = endOfHeaderText(text, state.at);
  complain(state, kinds.section, start, end, [reason]);
  if (end > state.at) emit(state, TokenKind.Bad, end, Terminal.Bad);
  emit(state, TokenKind.HeaderClose, state.at, Terminal.HeaderClose);
}

function skipBlanksHere(state: ScanState): void {
  emitTrivia(state, TokenKind.Whitespace, skipBlanks(state.text, state.at));
}

/** A broken header is one mistake: all up to the comment or the end of its line belongs to it. */
function endOfHeaderText(text: string, from: number): number {
  let end = from;
  for (let at = from; at < text.length; at++) {
    const code = codeAt(text, at);
    if (isNewline(code) || code === Char.Hash) break;
    if (code !== Char.Space && code !== Char.Tab) end = at + 1;
  }
  return end;
}
