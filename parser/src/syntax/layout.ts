import { hasRoom } from './brackets.ts';
import { afterNewline, Char, codeAt, isNewline, lineEnd, skipBlanks } from './characters.ts';
import * as kinds from './diagnostics.ts';
import {
  complain,
  currentLayout,
  emit,
  emitTrivia,
  type Layout,
  replacement,
  type ScanState,
  startEntry,
} from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** Compares the indentation of the line up to `content` with its layout: closes the bodies that it is out of, reports a misfit. */
export function alignLayout(state: ScanState, content: number): void {
  const { text, layouts } = state;
  // A byte order mark starts a file, and is no blank before its first statement.
  const hasMark = state.at === 0 && codeAt(text, 0) === Char.ByteOrderMark;
  const indent = text.slice(hasMark ? 1 : state.at, content);
  const layout = currentLayout(state);
  if (layout.indent === indent) return;
  const index = findLayout(layouts, indent);
  if (index >= 0) {
    const found = layouts[index];
    if (found !== undefined) found.indent ??= indent;
    closeIndented(state, index);
    state.reportedIndent = undefined;
    return;
  }
  while (layouts.length > 1 && currentLayout(state).shape === 'indented') {
    const below = layouts[layouts.length - 2];
    if (below?.indent === undefined || below.indent.length < indent.length) break;
    closeIndented(state, layouts.length - 2);
  }
  if (state.reportedIndent === indent) return;
  state.reportedIndent = indent;
  const expected = currentLayout(state).indent ?? '';
  const fix = replacement('Indent like the lines above', state.at, content, expected);
  complain(state, kinds.indent, state.at, Math.max(content, state.at + 1), [describe(expected)], { fix });
}

/** The innermost layout with this indentation that can be reached without leaving a `> <` block. */
function findLayout(layouts: readonly Layout[], indent: string): number {
  for (let index = layouts.length - 1; index >= 0; index--) {
    const layout = layouts[index];
    if (layout === undefined) return -1;
    if (layout.indent === undefined || layout.indent === indent) return index;
    if (layout.shape !== 'indented') return -1;
  }
  return -1;
}

function describe(indent: string): string {
  if (indent === '') return 'no indentation, like the statements above';
  const tabs = indent.includes('\t');
  const unit = tabs ? (indent.replaceAll('\t', '') === '' ? 'tab' : 'tabs and blanks') : 'blank';
  const amount = unit === 'tabs and blanks' ? unit : `${indent.length} ${unit}${indent.length === 1 ? '' : 's'}`;
  return `${amount}, so that the statement starts in column ${indent.length + 1}`;
}

/** Closes the indented bodies above `layouts[index]`. */
function closeIndented(state: ScanState, index: number): void {
  while (state.layouts.length > index + 1) {
    state.layouts.pop();
    emit(state, TokenKind.Dedent, state.at, Terminal.Dedent);
  }
}

/**
 * At the line break (up to `end`) after `key:`: opens a body when the next line is indented deeper than the line of the key.
 * After `=` the body is reported, and read all the same.
 */
export function openIndented(state: ScanState, end: number): boolean {
  const { text } = state;
  let line = end;
  let content = skipBlanks(text, line);
  while (content < text.length && (isNewline(codeAt(text, content)) || codeAt(text, content) === Char.Hash)) {
    line = afterNewline(text, lineEnd(text, content));
    content = skipBlanks(text, line);
  }
  const indent = text.slice(line, content);
  const own = text.slice(state.lineStart, state.lineStart + state.lineIndent);
  if (content >= text.length || indent.length <= own.length || !indent.startsWith(own)) return false;
  if (codeAt(text, content) === Char.BracketOpen || !hasRoom(state)) return false;
  reportEquals(state);
  emitTrivia(state, TokenKind.Newline, end);
  emit(state, TokenKind.Indent, end, Terminal.Indent);
  state.layouts.push({ shape: 'indented', indent, start: state.lineStart });
  return true;
}

function reportEquals(state: ScanState): void {
  const { tokens, text } = state;
  const index = tokens.indexes[tokens.significant - 1] ?? 0;
  if (tokens.kinds[index] !== TokenKind.Equals) return;
  const start = tokens.starts[index] ?? 0;
  const key = text.slice(state.lineStart + state.lineIndent, start).trim();
  complain(state, kinds.indentAfterEquals, start, start + 1, [key], {
    fix: replacement("Write ':'", start, start + 1, ':'),
  });
}

/** Reads a `<` that stands alone on its line: the end of the innermost `> <` block. */
export function closeAngle(state: ScanState, content: number): void {
  const index = state.layouts.findLastIndex(({ shape }) => shape === 'angle');
  if (index < 0) {
    complain(state, kinds.strayCloser, content, content + 1, ['<']);
    emitTrivia(state, TokenKind.Whitespace, content);
    emit(state, TokenKind.Bad, content + 1, Terminal.Bad);
    startEntry(state, 'rest');
    return;
  }
  closeIndented(state, index);
  state.layouts.pop();
  emitTrivia(state, TokenKind.Whitespace, content);
  emit(state, TokenKind.AngleClose, content + 1, Terminal.AngleClose);
  startEntry(state, 'rest');
}

/** Closes all layouts before a header or the end of the text; `> <` blocks that are still open are reported. */
export function closeLayouts(state: ScanState): void {
  while (state.layouts.length > 1) {
    const layout = state.layouts.pop();
    if (layout?.shape === 'angle') {
      complain(state, kinds.unclosed, layout.start, layout.start + 1, ['>', '<']);
      emit(state, TokenKind.AngleClose, state.at, Terminal.AngleClose);
      emit(state, TokenKind.EndOfLine, state.at, Terminal.EndOfLine);
    } else {
      emit(state, TokenKind.Dedent, state.at, Terminal.Dedent);
    }
  }
  currentLayout(state).indent = undefined;
  state.reportedIndent = undefined;
}
