import { closeMissing, isExpression, readAgain } from './brackets.ts';
import {
  afterNewline,
  Char,
  codeAt,
  isBlank,
  isNameStart,
  isNewline,
  isStatementEnd,
  lineEnd,
  skipBlanks,
} from './characters.ts';
import * as kinds from './diagnostics.ts';
import { alignLayout, closeAngle, closeLayouts, openIndented } from './layout.ts';
import { continuesChain, looksLikeEntry, looksLikeHeader } from './line-shape.ts';
import { scanHeader } from './scan-key.ts';
import { complain, emit, emitTrivia, innermostBracket, mayStop, type ScanState, startEntry } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

const conflictMarker = /(?:<{7}|={7}|>{7}|\|{7})(?![<=>|])[^\r\n]*/y;

/** Reads a line break: the end of a statement, a separator, or nothing, as the innermost bracket decides. */
export function scanNewline(state: ScanState): void {
  if (state.brackets.length > 0 && !closeAtLineEnd(state)) return;
  const bracket = innermostBracket(state);
  const end = afterNewline(state.text, state.at);
  const continues = continuesBelow(state, end);
  if (bracket === undefined) endStatement(state, end, continues);
  else if (isExpression(bracket) || continues) emitTrivia(state, TokenKind.Newline, end);
  else separate(state, end, bracket.shape === 'brace' ? 'key' : 'value');
  state.lineStart = end;
  state.lineIndent = skipBlanks(state.text, end) - end;
  if (state.brackets.length > 0) scanConflictMarker(state);
  else if (!continues) startLine(state);
}

/** Between entries a run of line breaks is one separator, and none next to a comma or a bracket. */
function separate(state: ScanState, end: number, position: 'key' | 'value'): void {
  const last = state.tokens.lastTerminal();
  if (last === Terminal.Separator || last === Terminal.BraceOpen || last === Terminal.BracketOpen) {
    emitTrivia(state, TokenKind.Newline, end);
  } else {
    emit(state, TokenKind.Separator, end, Terminal.Separator);
  }
  startEntry(state, position);
}

function endStatement(state: ScanState, end: number, continues: boolean): void {
  const last = state.tokens.lastTerminal();
  if (continues) {
    emitTrivia(state, TokenKind.Newline, end);
    return;
  }
  if (last === Terminal.Assign && openIndented(state, end)) return;
  if (
    last === Terminal.EndOfFile ||
    last === Terminal.EndOfLine ||
    last === Terminal.Indent ||
    last === Terminal.Dedent
  ) {
    emitTrivia(state, TokenKind.Newline, end);
    return;
  }
  if (last === Terminal.AngleOpen) {
    const opener = state.tokens.indexes[state.tokens.significant - 1] ?? 0;
    state.layouts.push({ shape: 'angle', indent: undefined, start: state.tokens.starts[opener] ?? 0 });
  }
  emit(state, TokenKind.EndOfLine, end, Terminal.EndOfLine);
  startEntry(state, 'key');
}

/** Tells whether the expression goes on below: after an infix operator or `?`, or before a line that starts with `.name`. */
function continuesBelow(state: ScanState, nextLine: number): boolean {
  const last = state.tokens.lastTerminal();
  if (last === Terminal.Infix || last === Terminal.Question) {
    return !looksLikeEntry(state.text, nextContent(state)) && !looksLikeHeader(state.text, nextContent(state));
  }
  return state.inValue && last !== Terminal.Assign && continuesChain(state.text, nextLine);
}

/** The offset of the first character below this line that is neither blank nor in a comment line. */
function nextContent(state: ScanState): number {
  const { text } = state;
  if (state.nextContent > state.at) return state.nextContent;
  let line = afterNewline(text, lineEnd(text, state.at));
  for (;;) {
    const content = skipBlanks(text, line);
    const code = codeAt(text, content);
    if (content < text.length && (isNewline(code) || code === Char.Hash)) {
      line = afterNewline(text, lineEnd(text, content));
      continue;
    }
    state.nextLineStart = line;
    state.nextContent = content;
    return content;
  }
}

/**
 * Closes the brackets that the line below shows to be unclosed: a `[section]` line, a `key =` inside an array, any line break
 * inside `${`, and, on a second reading, a line that is not indented deeper than the line of the opener.
 * Returns false when reading starts again at an earlier place.
 */
function closeAtLineEnd(state: ScanState): boolean {
  const { text, brackets } = state;
  if (state.expressionDepth > 0) {
    const interpolation = brackets.findIndex(({ shape }) => shape === 'interpolation');
    if (interpolation >= 0) closeMissing(state, interpolation);
    if (brackets.length === 0) return true;
  }
  const content = nextContent(state);
  const code = codeAt(text, content);
  const indent = content - state.nextLineStart;
  const innermost = innermostBracket(state);
  const outermost = brackets[0];
  if (innermost === undefined || outermost === undefined || content >= text.length) return true;
  if (
    code === Char.BracketOpen &&
    looksLikeHeader(text, content) &&
    (innermost.shape === 'brace' || indent <= outermost.lineIndent)
  ) {
    if (readAgain(state, 0, content)) return false;
    closeMissing(state, 0);
    return true;
  }
  if (
    state.at < state.strictUntil &&
    code !== Char.BraceClose &&
    code !== Char.BracketClose &&
    code !== Char.ParenClose
  ) {
    const shallow = brackets.findIndex(({ lineIndent }) => lineIndent >= indent);
    if (shallow >= 0) closeMissing(state, shallow);
  }
  while (innermostBracket(state)?.shape === 'bracket' && looksLikeEntry(text, content))
    closeMissing(state, brackets.length - 1);
  return true;
}

/** Reads the start of a line on which a statement may begin. */
export function startLine(state: ScanState): void {
  const { text, at } = state;
  state.lineStart = at;
  if (scanConflictMarker(state)) return;
  const content = skipBlanks(text, at);
  const code = codeAt(text, content);
  state.lineIndent = content - at;
  if (content >= text.length || isNewline(code) || code === Char.Hash) return;
  if (isForeignComment(text, content)) return;
  startEntry(state, 'key');
  if (code === Char.Less && isStatementEnd(text, content + 1)) {
    closeAngle(state, content);
    return;
  }
  if (code === Char.BracketOpen) {
    closeLayouts(state);
    if (mayStop(state)) {
      state.stopped = true;
      return;
    }
    emitTrivia(state, TokenKind.Whitespace, content);
    scanHeader(state);
    startEntry(state, 'rest');
    return;
  }
  alignLayout(state, content);
  emitTrivia(state, TokenKind.Whitespace, content);
  const next = codeAt(text, content + 1);
  if (code === Char.Minus && (isBlank(next) || isNewline(next) || content + 1 >= text.length)) {
    emit(state, TokenKind.Dash, content + 1, Terminal.Dash);
    startEntry(state, 'value');
  } else if (code === Char.Less && (isNameStart(next) || next === Char.Slash || next === Char.Bang)) {
    const end = lineEnd(text, content);
    complain(state, kinds.markup, content, end, ['markup']);
    emit(state, TokenKind.Bad, end, Terminal.Bad);
  }
}

/** Tells whether `//`, `/*` or a leading `;` stands at `at`. */
export function isForeignComment(text: string, at: number): boolean {
  const code = codeAt(text, at);
  if (code === Char.Semicolon) return true;
  const next = codeAt(text, at + 1);
  return code === Char.Slash && (next === Char.Slash || next === Char.Star);
}

/** Reads a merge conflict marker; its two siblings are reported with the first. */
function scanConflictMarker(state: ScanState): boolean {
  const { text, at } = state;
  const code = codeAt(text, at);
  if (code !== Char.Less && code !== Char.Equals && code !== Char.Greater && code !== Char.Pipe) return false;
  conflictMarker.lastIndex = at;
  if (!conflictMarker.test(text)) return false;
  const end = conflictMarker.lastIndex;
  if (!state.inConflict) complain(state, kinds.conflictMarker, at, end, []);
  state.inConflict = code !== Char.Greater;
  state.conflictMet = true;
  emitTrivia(state, TokenKind.ConflictMarker, end);
  return true;
}
