import { openBracket } from './brackets.ts';
import { afterNewline, Char, codeAt, isNewline, lineEnd, skipBlanks } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { looksLikeEntry, looksLikeHeader } from './line-shape.ts';
import { complain, emit, replacement, type ScanState } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import { literalTerminal } from './value-end.ts';

/** How far a string that does not end on its line is searched for its end, in lines. */
const MAX_LINES_AHEAD = 200;
/** How far the `}` of a `${` in a triple-quoted string is searched, in characters. */
const MAX_INTERPOLATION = 500;

/** What a string is: a key, a key in a header (which ends on its line, whatever is in it), or a literal that may be a whole value. */
export type StringRole = 'key' | 'header' | 'literal';

/** Reads a string at its quote. */
export function scanString(state: ScanState, role: StringRole): void {
  const { text, at } = state;
  const quote = codeAt(text, at);
  const triple = codeAt(text, at + 1) === quote && codeAt(text, at + 2) === quote;
  if (quote === Char.SingleQuote) scanRaw(state, triple, role);
  else if (triple) scanTriple(state, role);
  else scanPlain(state, role);
}

/** `"…"`: on one line, with escapes and interpolation. */
function scanPlain(state: ScanState, role: StringRole): void {
  const { text, at: start } = state;
  const stop = role === 'header' ? lineEnd(text, start) : findLineStop(text, start + 1);
  const by = codeAt(text, stop);
  if (by === Char.Dollar) {
    emit(state, TokenKind.StringStart, stop, Terminal.TemplateStart);
    openBracket(state, 'interpolation', { triple: false, stringStart: start });
    return;
  }
  const end = by === Char.DoubleQuote ? stop + 1 : reportOpenString(state, start, stop);
  emit(state, TokenKind.String, end, terminalOf(state, end, role));
}

/** Goes on with a string after the `}` of one of its interpolations. */
export function continueString(state: ScanState, triple: boolean, stringStart: number): void {
  const { text } = state;
  const stop = triple ? findTripleStop(text, state.at) : findLineStop(text, state.at);
  const by = codeAt(text, stop);
  if (by === Char.Dollar) {
    if (stop > state.at) emit(state, TokenKind.StringText, stop, Terminal.TemplateText);
    openBracket(state, 'interpolation', { triple, stringStart });
    return;
  }
  if (by === Char.DoubleQuote) {
    emit(state, TokenKind.StringEnd, stop + (triple ? 3 : 1), Terminal.TemplateEnd);
    return;
  }
  if (triple) {
    complain(state, kinds.unclosedTriple, stringStart, stringStart + 3, ['"""']);
  } else {
    const fix = replacement('Close the string', stop, stop, '"');
    complain(state, kinds.stringNewline, stringStart, stop, ['"'], { fix });
  }
  emit(state, TokenKind.StringEnd, stop, Terminal.TemplateEnd);
}

/** `"""…"""`: over several lines, with escapes and interpolation. */
function scanTriple(state: ScanState, role: StringRole): void {
  const { text, at: start } = state;
  const stop = findTripleStop(text, start + 3);
  const by = codeAt(text, stop);
  if (by === Char.Dollar && text.indexOf('"""', stop) >= 0) {
    emit(state, TokenKind.TripleStart, stop, Terminal.TemplateStart);
    openBracket(state, 'interpolation', { triple: true, stringStart: start });
    return;
  }
  const end = by === Char.DoubleQuote ? stop + 3 : reportOpenTriple(state, start, '"""');
  emit(state, TokenKind.TripleString, end, terminalOf(state, end, role));
}

/** `'…'` and `'''…'''`: without interpolation. */
function scanRaw(state: ScanState, triple: boolean, role: StringRole): void {
  const { text, at: start } = state;
  if (triple) {
    const close = text.indexOf("'''", start + 3);
    const end = close < 0 ? reportOpenTriple(state, start, "'''") : close + 3;
    emit(state, TokenKind.RawTripleString, end, terminalOf(state, end, role));
    return;
  }
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = codeAt(text, at);
    if (code === Char.SingleQuote || isNewline(code)) break;
    if (code === Char.Backslash && !isNewline(codeAt(text, at + 1))) at++;
  }
  const closed = codeAt(text, at) === Char.SingleQuote;
  const end = closed ? at + 1 : reportOpenString(state, start, Math.min(at, text.length));
  emit(state, TokenKind.RawString, end, terminalOf(state, end, role));
}

function terminalOf(state: ScanState, end: number, role: StringRole): number {
  return role === 'literal' ? literalTerminal(state, end) : Terminal.Key;
}

/** Where the text of a `"…"` string stops: at its quote, at the `$` of a `${`, or at the end of its line. */
function findLineStop(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = codeAt(text, at);
    // Nearly all text is above these marks: one comparison settles it.
    if (code > Char.Dollar && code !== Char.Backslash) continue;
    if (code === Char.DoubleQuote || isNewline(code)) return at;
    if (code === Char.Dollar && codeAt(text, at + 1) === Char.BraceOpen) return at;
    if (code === Char.Backslash && !isNewline(codeAt(text, at + 1))) at++;
  }
  return text.length;
}

/** Where the text of a `"""…"""` string stops: at its quotes, at the `$` of an interpolation, or at the end of the text. */
function findTripleStop(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = codeAt(text, at);
    if (code === Char.Backslash) at++;
    else if (code === Char.DoubleQuote) {
      if (codeAt(text, at + 1) === code && codeAt(text, at + 2) === code) return at;
    } else if (code === Char.Dollar && codeAt(text, at + 1) === Char.BraceOpen && isInterpolation(text, at + 2)) {
      return at;
    }
  }
  return text.length;
}

/**
 * Tells whether the text after `${` in a triple-quoted string closes on its line and begins like an expression of ours.
 * Such strings hold templates for other programs too, and those stay as they are written.
 */
function isInterpolation(text: string, from: number): boolean {
  if (!/[\p{L}_$@("'\d![-]/u.test(text.charAt(skipBlanks(text, from)))) return false;
  let depth = 0;
  let quote = 0;
  for (let at = from; at < text.length && at < from + MAX_INTERPOLATION; at++) {
    const code = codeAt(text, at);
    if (isNewline(code)) return false;
    if (quote !== 0) {
      if (code === Char.Backslash) at++;
      else if (code === quote) quote = 0;
    } else if (code === Char.DoubleQuote || code === Char.SingleQuote) {
      if (text.startsWith('"""', at)) return false;
      quote = code;
    } else if (code === Char.BraceOpen) depth++;
    else if (code === Char.BraceClose && depth-- === 0) return true;
  }
  return false;
}

/** Reports a string without an end on its line; returns where it is taken to end. */
function reportOpenString(state: ScanState, start: number, lineStop: number): number {
  const { text } = state;
  const quote = text.charAt(start);
  const later = findLaterQuote(text, quote, lineStop);
  if (later >= 0) {
    const edits = [
      { span: { start, end: start + 1 }, newText: quote.repeat(3) },
      { span: { start: later, end: later + 1 }, newText: quote.repeat(3) },
    ];
    const fix = { title: `Use ${quote.repeat(3)} for several lines`, edits };
    complain(state, kinds.stringNewline, start, lineStop, [quote], { fix });
    return later + 1;
  }
  let end = lineStop;
  // Inside brackets the closers and commas at the line's end are most likely not meant as text.
  while (state.brackets.length > 0 && end > start + 1 && /[\]}),\s]/.test(text.charAt(end - 1))) end--;
  const fix = replacement('Close the string', end, end, quote);
  complain(state, kinds.stringNewline, start, end, [quote], { fix });
  return end;
}

/** The offset of the quote that ends the string on a later line, or -1 when those lines are entries of their own. */
function findLaterQuote(text: string, quote: string, from: number): number {
  let lineStart = afterNewline(text, from);
  for (let line = 0; line < MAX_LINES_AHEAD && lineStart < text.length; line++) {
    const content = skipBlanks(text, lineStart);
    if (looksLikeEntry(text, content) || looksLikeHeader(text, content)) return -1;
    const end = lineEnd(text, lineStart);
    const first = text.slice(lineStart, end).indexOf(quote);
    if (first >= 0) {
      const count = text.slice(lineStart, end).split(quote).length - 1;
      return count % 2 === 1 ? lineStart + first : -1;
    }
    lineStart = afterNewline(text, end);
  }
  return -1;
}

/** Reports a triple-quoted string that is never closed; it is taken to end before the next entry or header. */
function reportOpenTriple(state: ScanState, start: number, quotes: string): number {
  const { text } = state;
  complain(state, kinds.unclosedTriple, start, start + 3, [quotes]);
  let end = lineEnd(text, start);
  while (end < text.length) {
    const next = afterNewline(text, end);
    const content = skipBlanks(text, next);
    if (content - next <= state.lineIndent && (looksLikeEntry(text, content) || looksLikeHeader(text, content)))
      return end;
    end = lineEnd(text, next);
  }
  return end;
}
