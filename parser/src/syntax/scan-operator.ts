import { hasRoom } from './brackets.ts';
import { Char, codeAt, isStatementEnd } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { scanForeignComment } from './scan-comment.ts';
import { isForeignComment } from './scan-line.ts';
import { complain, emit, replacement, type ScanState } from './scan-state.ts';
import { Terminal, terminalSet } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** The terminals after which `-` subtracts and `[` indexes: an operand ends there. */
export const operandEnds: Uint8Array = terminalSet(
  Terminal.Literal,
  Terminal.Scalar,
  Terminal.Name,
  Terminal.Operator,
  Terminal.TemplateEnd,
  Terminal.ParenClose,
  Terminal.BracketClose,
  Terminal.BraceClose,
  Terminal.Key,
  Terminal.KeyVariable,
);

/** Reads an infix or prefix operator, the `>` of a block, or a character that means nothing. */
export function scanOperator(state: ScanState, code: number): void {
  const { text, at } = state;
  const next = codeAt(text, at + 1);
  const afterOperand = operandEnds[state.tokens.lastTerminal()] === 1;
  if (isForeignComment(text, at)) {
    scanForeignComment(state);
    return;
  }
  switch (code) {
    case Char.Minus:
      if (afterOperand) infix(state, 1);
      else prefix(state);
      return;
    case Char.Bang:
      if (text.startsWith('!==', at)) {
        scanStrict(state, '!==');
        return;
      }
      if (next === Char.Equals) infix(state, 2);
      else prefix(state);
      return;
    case Char.Star:
      infix(state, next === Char.Star ? 2 : 1);
      return;
    case Char.Less:
      infix(state, next === Char.Equals ? 2 : 1);
      return;
    case Char.Greater:
      scanGreater(state);
      return;
    case Char.Plus:
    case Char.Slash:
    case Char.Percent:
    case Char.Caret:
      infix(state, 1);
      return;
    case Char.Ampersand:
      if (next === code) infix(state, 2);
      else unexpected(state, at + 1);
      return;
    case Char.Pipe:
      if (next === code) infix(state, 2);
      else scanPipe(state);
      return;
    default:
      unexpected(state, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
      return;
  }
}

/** `===` and `!==` of other languages: taken for `==` and `!=`. */
export function scanStrict(state: ScanState, written: string): void {
  const { at } = state;
  const instead = written.slice(0, 2);
  const fix = replacement(`Use ${instead}`, at, at + 3, instead);
  complain(state, kinds.strictEquality, at, at + 3, [written, instead], { fix });
  emit(state, TokenKind.Infix, at + 3, Terminal.Infix);
}

function infix(state: ScanState, width: number): void {
  emit(state, TokenKind.Infix, state.at + width, Terminal.Infix);
}

function prefix(state: ScanState): void {
  emit(state, TokenKind.Prefix, state.at + 1, Terminal.Prefix);
}

/** `>` at the end of the line, after a key: opens a block. Elsewhere it compares. */
function scanGreater(state: ScanState): void {
  const { text, at } = state;
  const opens = !state.inValue && state.brackets.length === 0 && state.tokens.lastTerminal() === Terminal.Key;
  if (opens && isStatementEnd(text, at + 1)) {
    if (hasRoom(state)) emit(state, TokenKind.AngleOpen, at + 1, Terminal.AngleOpen);
    else emit(state, TokenKind.Bad, at + 1, Terminal.Bad);
    return;
  }
  infix(state, codeAt(text, at + 1) === Char.Equals ? 2 : 1);
}

function scanPipe(state: ScanState): void {
  const { text, at } = state;
  const written = codeAt(text, at + 1) === Char.Greater ? '|>' : '|';
  const extra = written === '|' ? { fix: replacement("Use '??'", at, at + 1, ' ?? ') } : {};
  complain(state, kinds.pipe, at, at + written.length, [written], extra);
  infix(state, written.length);
}

/** Reports the text up to `end`, which means nothing, and makes a bad token of it. */
export function unexpected(state: ScanState, end: number): void {
  complain(state, kinds.unexpectedCharacter, state.at, end, [state.text.slice(state.at, end)]);
  emit(state, TokenKind.Bad, end, Terminal.Bad);
}
