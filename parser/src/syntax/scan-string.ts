import { openBracket } from './brackets.ts';
import { afterNewline, Char, isNewline, lineEnd, skipBlanks } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { looksLikeEntry, looksLikeHeader } from './line-shape.ts';
import { complain, emit, replacement, type ScanState } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** How far a string that does not end on its line is searched for its end, in lines. */
const MAX_LINES_AHEAD = 200;
/** How far the `}` of a `${` in a triple-quoted string is searched, in characters. */
const MAX_INTERPOLATION = 500;

/** What stopped the search for the end of a string: its quote, a `${`, or the end of its line (or of the text). */
type Stop = { readonly at: number; readonly by: 'quote' | 'interpolation' | 'end' };

/** Reads a string at its quote. `terminalAt` tells the terminal of a literal that ends at an offset. */
export function scanString(state: ScanState, terminalAt: (end: number) => number): void {
  const { text, at } = state;
  const quote = text.charCodeAt(at);
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  if (quote === Char.SingleQuote) scanRaw(state, triple, terminalAt);
  else if (triple) scanTriple(state, terminalAt);
  else scanPlain(state, terminalAt);
}

/** `"…"`: on one line, with escapes and interpolation. */
function scanPlain(state: ScanState, terminalAt: (end: number) => number): void {
  const start = state.at;
  const stop = findStop(state.text, start + 1, false);
  if (stop.by === 'interpolation') {
    emit(state, TokenKind.StringStart, stop.at, Terminal.TemplateStart);
    openBracket(state, 'interpolation', { triple: false, stringStart: start });
    return;
  }
  const end = stop.by === 'quote' ? stop.at + 1 : reportOpenString(state, start, stop.at);
  emit(state, TokenKind.String, end, terminalAt(end));
}

/** Goes on with a string after the `}` of one of its interpolations. */
export function continueString(state: ScanState, triple: boolean, stringStart: number): void {
  const stop = findStop(state.text, state.at, triple);
  if (stop.by === 'interpolation') {
    if (stop.at > state.at) emit(state, TokenKind.StringText, stop.at, Terminal.TemplateText);
    openBracket(state, 'interpolation', { triple, stringStart });
    return;
  }
  if (stop.by === 'end' && triple) complain(state, kinds.unclosedTriple, stringStart, stringStart + 3, ['"""']);
  if (stop.by === 'end' && !triple) {
    const fix = replacement('Close the string', stop.at, stop.at, '"');
    complain(state, kinds.stringNewline, stringStart, stop.at, ['"'], { fix });
  }
  const end = stop.by === 'end' ? stop.at : stop.at + (triple ? 3 : 1);
  emit(state, TokenKind.StringEnd, end, Terminal.TemplateEnd);
}

/** `"""…"""`: over several lines, with escapes and interpolation. */
function scanTriple(state: ScanState, terminalAt: (end: number) => number): void {
  const start = state.at;
  const stop = findStop(state.text, start + 3, true);
  if (stop.by === 'interpolation' && state.text.indexOf('"""', stop.at) >= 0) {
    emit(state, TokenKind.TripleStart, stop.at, Terminal.TemplateStart);
    openBracket(state, 'interpolation', { triple: true, stringStart: start });
    return;
  }
  const end = stop.by === 'quote' ? stop.at + 3 : reportOpenTriple(state, start, '"""');
  emit(state, TokenKind.TripleString, end, terminalAt(end));
}

/** `'…'` and `'''…'''`: without interpolation. */
function scanRaw(state: ScanState, triple: boolean, terminalAt: (end: number) => number): void {
  const { text, at: start } = state;
  if (triple) {
    const close = text.indexOf("'''", start + 3);
    const end = close < 0 ? reportOpenTriple(state, start, "'''") : close + 3;
    emit(state, TokenKind.RawTripleString, end, terminalAt(end));
    return;
  }
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.SingleQuote || isNewline(code)) break;
    if (code === Char.Backslash && !isNewline(text.charCodeAt(at + 1))) at++;
  }
  const closed = text.charCodeAt(at) === Char.SingleQuote;
  const end = closed ? at + 1 : reportOpenString(state, start, Math.min(at, text.length));
  emit(state, TokenKind.RawString, end, terminalAt(end));
}

function findStop(text: string, from: number, triple: boolean): Stop {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.DoubleQuote) {
      if (!triple) return { at, by: 'quote' };
      if (text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code) return { at, by: 'quote' };
    } else if (code === Char.Backslash) {
      if (triple || !isNewline(text.charCodeAt(at + 1))) at++;
    } else if (code === Char.Dollar && text.charCodeAt(at + 1) === Char.BraceOpen) {
      if (!triple || isInterpolation(text, at + 2)) return { at, by: 'interpolation' };
    } else if (!triple && isNewline(code)) {
      return { at, by: 'end' };
    }
  }
  return { at: text.length, by: 'end' };
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
    const code = text.charCodeAt(at);
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
