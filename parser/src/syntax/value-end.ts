import { afterNewline, Char, codeAt, isNewline, isStatementEnd, skipBlanks } from './characters.ts';
import { continuesChain } from './line-shape.ts';
import { innermostBracket, type ScanState } from './scan-state.ts';
import { Terminal } from './terminals.ts';

/** Tells whether a value that ends at `end` is the whole value: nothing but a terminator of its bracket or line follows. */
export function isValueEnd(state: ScanState, end: number): boolean {
  const { text } = state;
  const at = skipBlanks(text, end);
  const code = codeAt(text, at);
  if (isNewline(code)) return !continuesChain(text, afterNewline(text, at));
  if (at >= text.length || code === Char.Hash || code === Char.Semicolon) return true;
  const bracket = innermostBracket(state);
  if (bracket === undefined) return code === Char.Comma && isStatementEnd(text, at + 1);
  if (bracket.shape === 'brace') return code === Char.Comma || code === Char.BraceClose;
  return bracket.shape === 'bracket' && (code === Char.Comma || code === Char.BracketClose);
}

/** The terminal of a literal that ends at `end`: a `Scalar` where it is the whole value. */
export function literalTerminal(state: ScanState, end: number): number {
  return state.position === 'value' && isValueEnd(state, end) ? Terminal.Scalar : Terminal.Literal;
}
