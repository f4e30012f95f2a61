import {
  afterNewline,
  Char,
  codeAt,
  isDigit,
  isNameStart,
  isNewline,
  lineEnd,
  skipBlanks,
  skipName,
} from './characters.ts';
import * as kinds from './diagnostics.ts';
import { keywordKind } from './keywords.ts';
import { readNumber } from './scan-number.ts';
import { complain, emit, replacement, type ScanState } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import { isValueEnd, literalTerminal } from './value-end.ts';

/** How many lines a here-document or a backtick string may have to be skipped whole. */
const MAX_FOREIGN_LINES = 200;

const version = /v?\d+(?:\.\d+){2,}(?:[-+][\w.]+)?/y;
const dotted = /[\p{L}_][\p{L}\p{N}\p{M}_-]*(?:\.[\p{L}_][\p{L}\p{N}\p{M}_-]*)+/uy;
const bareText =
  /(?:[A-Za-z][\w+.-]*:\/\/|~\/|\.{0,2}\/(?![/*])|[A-Za-z][\w.-]*:\d+(?=[\s,;\]}]|$)|[\w.+-]+@[A-Za-z][\w-]*\.[A-Za-z])/y;
const bareTextEnd = /[^\s,;\]}]*/y;
const hexColour = /#(?:[\dA-Fa-f]{3,4}|[\dA-Fa-f]{6}|[\dA-Fa-f]{8})(?=[\s,;\]}]|$)/y;
const misspelt: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  Null: 'null',
  NULL: 'null',
  nil: 'null',
  None: 'null',
};

function endOf(regex: RegExp, text: string, from: number): number {
  regex.lastIndex = from;
  return regex.test(text) ? regex.lastIndex : -1;
}

/**
 * Reads what only the start of a value can be: a bare word as text, a version, a block scalar, and the spellings of other
 * languages that are refused. Returns false where the value starts like any expression.
 */
export function scanValueStart(state: ScanState): boolean {
  const { text, at } = state;
  const code = codeAt(text, at);
  if (code === Char.Pipe || code === Char.Greater) return scanBlockScalar(state, code);
  if (code === Char.Less) return scanHeredoc(state);
  if (state.expressionDepth > 0) return false;
  if (code === Char.Slash || code === Char.Dot || code === 126) return scanBareText(state);
  if (isNameStart(code)) return scanWord(state);
  if (isDigit(code)) return scanDigits(state);
  return false;
}

/** A `#` right after `=` or `:` that reads like a colour: a comment by the rules, and surely not meant as one. */
export function reportHashValue(state: ScanState): void {
  const end = endOf(hexColour, state.text, state.at);
  if (end < 0) return;
  const written = state.text.slice(state.at, end);
  const fix = replacement('Put quotes around it', state.at, end, `"${written}"`);
  complain(state, kinds.noValue, state.at, end, [`the key before '${written}', which is a comment without quotes,`], {
    fix,
  });
}

/** A bare word: a keyword, or text where it is the whole value. */
function scanWord(state: ScanState): boolean {
  const { text, at } = state;
  const end = skipName(text, at);
  if (isValueEnd(state, end)) {
    const word = text.slice(at, end);
    const kind = keywordKind(state, word, at);
    if (kind === undefined) reportMisspelt(state, word, end);
    emit(state, kind ?? TokenKind.Atom, end, Terminal.Scalar);
    return true;
  }
  const next = codeAt(text, end);
  if (next === Char.Dot) {
    const dottedEnd = endOf(dotted, text, at);
    if (dottedEnd > end && isValueEnd(state, dottedEnd)) {
      const written = text.slice(at, dottedEnd);
      const fix = replacement('Put quotes around it', at, dottedEnd, `"${written}"`);
      complain(state, kinds.ambiguousBare, at, dottedEnd, [written], { fix });
      emit(state, TokenKind.Atom, dottedEnd, Terminal.Scalar);
      return true;
    }
    if (scanVersion(state)) return true;
  }
  return scanBareText(state);
}

function reportMisspelt(state: ScanState, word: string, end: number): void {
  const instead = Object.hasOwn(misspelt, word) ? misspelt[word] : undefined;
  if (instead === undefined) return;
  const fix = replacement(`Write ${instead}`, state.at, end, instead);
  complain(state, kinds.keywordCase, state.at, end, [word, instead], { fix });
}

/** A number, unless the word goes on: `1h30m` and `2x-large` are text, `1.0.0` is a version. */
function scanDigits(state: ScanState): boolean {
  const { text, at } = state;
  const shape = readNumber(text, at);
  if (isValueEnd(state, shape.end)) {
    emit(state, shape.kind, shape.end, Terminal.Scalar);
    return true;
  }
  if (scanVersion(state)) return true;
  const end = skipName(text, at);
  if (end > shape.end && isValueEnd(state, end)) {
    emit(state, TokenKind.Atom, end, Terminal.Scalar);
    return true;
  }
  return false;
}

function scanVersion(state: ScanState): boolean {
  const end = endOf(version, state.text, state.at);
  if (end < 0 || !isValueEnd(state, end)) return false;
  emit(state, TokenKind.Atom, end, Terminal.Scalar);
  return true;
}

/** A URL, a path or an address without quotes: refused, and kept as the text that it is meant to be. */
function scanBareText(state: ScanState): boolean {
  const { text, at } = state;
  if (endOf(bareText, text, at) < 0) return false;
  const end = endOf(bareTextEnd, text, at);
  const written = text.slice(at, end);
  const fix = replacement('Put quotes around it', at, end, JSON.stringify(written));
  complain(state, kinds.bareText, at, end, [written], { fix });
  emit(state, TokenKind.Atom, end, Terminal.Scalar);
  return true;
}

/** `|` at the end of the line: the lines below that are indented deeper are the text. `>` there is refused. */
function scanBlockScalar(state: ScanState, code: number): boolean {
  const { text, at } = state;
  const brackets = state.brackets.length;
  if (brackets > 0 && state.brackets[brackets - 1]?.shape !== 'brace') return false;
  const afterMark = skipBlanks(text, at + 1);
  if (afterMark < text.length && !isNewline(codeAt(text, afterMark))) return false;
  if (code === Char.Greater)
    complain(state, kinds.folded, at, at + 1, [], { fix: replacement("Use '|'", at, at + 1, '|') });
  let end = afterMark;
  let line = afterNewline(text, afterMark);
  while (line < text.length) {
    const content = skipBlanks(text, line);
    const blank = content >= text.length || isNewline(codeAt(text, content));
    if (!blank && content - line <= state.lineIndent) break;
    const stop = lineEnd(text, content);
    if (!blank) end = stop;
    if (stop >= text.length) break;
    line = afterNewline(text, stop);
  }
  emit(state, TokenKind.BlockScalar, end, Terminal.Scalar);
  return true;
}

/** `<<<` and `<<NAME`: skipped with its body where its end can be found. */
function scanHeredoc(state: ScanState): boolean {
  const { text, at } = state;
  const opener = /<<[<-]?\s?["']?([A-Za-z_]\w*)?["']?/y;
  opener.lastIndex = at;
  const match = opener.exec(text);
  if (match === null || (match[0].trim() === '<<' && match[1] === undefined)) return false;
  complain(state, kinds.heredoc, at, at + match[0].length, [match[0].trim()]);
  const tag = match[1] ?? '>>>';
  const end = skipForeign(text, at, (line) => line.trim() === tag);
  emit(state, TokenKind.Bad, end, Terminal.Scalar);
  return true;
}

/** The end of the first line below `from` that `isLast` accepts; the end of the line of `from` where there is none. */
function skipForeign(text: string, from: number, isLast: (line: string) => boolean): number {
  const first = lineEnd(text, from);
  let end = first;
  for (let line = 0; line < MAX_FOREIGN_LINES && end < text.length; line++) {
    const start = afterNewline(text, end);
    end = lineEnd(text, start);
    if (isLast(text.slice(start, end))) return end;
  }
  return first;
}

/** A backtick string of another language: one bad token up to its closing backtick, or up to the line's end. */
export function scanBacktick(state: ScanState): void {
  const { text, at } = state;
  const close = text.slice(at + 1, at + 5000).indexOf('`');
  const end = close < 0 ? lineEnd(text, at) : at + 1 + close + 1;
  const content = text.slice(at + 1, end - 1);
  const quote = /["\r\n]/.test(content) ? '"""' : '"';
  const fix = close < 0 ? {} : { fix: replacement(`Use ${quote}`, at, end, `${quote}${content}${quote}`) };
  complain(state, kinds.backtick, at, end, [], fix);
  emit(state, TokenKind.Bad, end, literalTerminal(state, end));
}
