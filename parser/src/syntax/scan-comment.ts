import { afterNewline, Char, codeAt, isNameStart, isNewline, lineEnd, skipBlanks } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { complain, emit, emitTrivia, replacement, type ScanState } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** How far the end of a block comment is searched, in characters. */
const MAX_COMMENT = 5000;

/** Reads what a `#` starts: the pragma, a `###` fence, a directive of the executable dialect, or a comment. */
export function scanComment(state: ScanState): void {
  const { text, at } = state;
  if (at === 0 && codeAt(text, 1) === Char.Bang) {
    emitTrivia(state, TokenKind.Pragma, lineEnd(text, at));
    return;
  }
  const end = lineEnd(text, at);
  if (skipBlanks(text, state.lineStart) !== at) {
    emitTrivia(state, TokenKind.Comment, end);
    return;
  }
  if (isFence(text, at)) {
    scanFence(state, end);
    return;
  }
  const isDirective = isNameStart(codeAt(text, at + 1)) && text.slice(at, end).trimEnd().endsWith('{');
  if (isDirective) scanDirective(state, end);
  else emitTrivia(state, TokenKind.Comment, end);
}

function isFence(text: string, at: number): boolean {
  if (!text.startsWith('###', at)) return false;
  const end = skipBlanks(text, at + 3);
  return end >= text.length || isNewline(codeAt(text, end));
}

function scanFence(state: ScanState, openerEnd: number): void {
  const { text, at } = state;
  if (!state.fenceFailed) {
    let line = afterNewline(text, openerEnd);
    while (line < text.length) {
      const content = skipBlanks(text, line);
      const end = lineEnd(text, content);
      if (isFence(text, content)) {
        emitTrivia(state, TokenKind.Fence, end);
        return;
      }
      line = afterNewline(text, end);
    }
  }
  state.fenceFailed = true;
  complain(state, kinds.unclosedFence, at, openerEnd, []);
  emitTrivia(state, TokenKind.Comment, openerEnd);
}

/** `#api /path {`: not a comment, for its block would lose its header silently. The block is skipped as a whole. */
function scanDirective(state: ScanState, end: number): void {
  const { text, at } = state;
  const brace = text.lastIndexOf('{', end);
  const header = text.slice(at, brace).trimEnd();
  complain(state, kinds.directive, at, at + header.length, [`${header} { … }`]);
  emit(state, TokenKind.Bad, brace, Terminal.Bad);
  state.position = 'rest';
}

/** Reads `//`, `/* … *\/` or a leading `;` as the comment that it is meant to be. */
export function scanForeignComment(state: ScanState): void {
  const { text, at } = state;
  const block = text.startsWith('/*', at);
  const close = block ? text.slice(at + 2, at + MAX_COMMENT).indexOf('*/') : -1;
  const end = close < 0 ? lineEnd(text, at) : at + close + 4;
  const opener = block ? '/*' : text.startsWith('//', at) ? '//' : ';';
  const fix = block ? blockFix(text, at, end) : replacement("Use '#'", at, at + opener.length, '#');
  complain(state, kinds.commentStyle, at, at + opener.length, [opener], { fix });
  emitTrivia(state, TokenKind.ForeignComment, end);
}

function blockFix(text: string, start: number, end: number): ReturnType<typeof replacement> {
  const content = text.slice(start + 2, end).replace(/\*\/$/, '');
  const lines = content.split(/\r\n|\r|\n/).map((line) => `# ${line.replace(/^\s*\*?\s?/, '').trimEnd()}`.trimEnd());
  return replacement("Use '#'", start, end, lines.join('\n'));
}
