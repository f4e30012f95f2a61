import { isExpression } from './brackets.ts';
import { Char, codeAt, isNameStart, isStatementEnd, skipBlanks } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { scanStrict, unexpected } from './scan-operator.ts';
import { complain, emit, emitTrivia, innermostBracket, replacement, type ScanState, startEntry } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** Reads the `=` or `:` after a key, with the blanks around it: nearly every key has one. */
export function scanAssign(state: ScanState): void {
  const { text } = state;
  emitTrivia(state, TokenKind.Whitespace, skipBlanks(text, state.at));
  const code = codeAt(text, state.at);
  if (code === Char.Equals) scanEquals(state);
  else if (code === Char.Colon) scanColon(state);
  else return;
  emitTrivia(state, TokenKind.Whitespace, skipBlanks(text, state.at));
}

/** `,` separates; after a statement it is stray. */
export function scanComma(state: ScanState): void {
  const { text, at } = state;
  const bracket = innermostBracket(state);
  if (bracket === undefined && isStatementEnd(text, at + 1) && state.tokens.lastTerminal() !== Terminal.Assign) {
    complain(state, kinds.strayComma, at, at + 1, [], { fix: replacement('Remove the comma', at, at + 1, '') });
    emitTrivia(state, TokenKind.StrayComma, at + 1);
    return;
  }
  emit(state, TokenKind.Comma, at + 1, Terminal.Separator);
  if (bracket === undefined) return;
  if (isExpression(bracket)) state.ternaries = 0;
  else startEntry(state, bracket.shape === 'brace' ? 'key' : 'value');
}

/** `:` belongs to an open `?` first; otherwise it assigns. */
export function scanColon(state: ScanState): void {
  if (state.ternaries > 0) {
    state.ternaries--;
    emit(state, TokenKind.TernaryColon, state.at + 1, Terminal.TernaryColon);
    return;
  }
  emit(state, TokenKind.Colon, state.at + 1, Terminal.Assign);
  startValue(state);
}

/** After `=` or `:` a value starts; in call parentheses, where they name an argument, an expression. */
function startValue(state: ScanState): void {
  const bracket = innermostBracket(state);
  state.inValue = true;
  if (bracket === undefined || bracket.shape === 'brace') state.position = 'value';
}

/** `=` assigns; `==` compares. */
export function scanEquals(state: ScanState): void {
  const { text, at } = state;
  const next = codeAt(text, at + 1);
  if (next === Char.Equals) {
    if (codeAt(text, at + 2) === Char.Equals) scanStrict(state, '===');
    else emit(state, TokenKind.Infix, at + 2, Terminal.Infix);
    return;
  }
  if (next === Char.Greater) {
    complain(state, kinds.lambda, at, at + 2, []);
    emit(state, TokenKind.Bad, at + 2, Terminal.Bad);
    return;
  }
  emit(state, TokenKind.Equals, at + 1, Terminal.Assign);
  startValue(state);
}

/** `?`, `??` or `?.` */
export function scanQuestion(state: ScanState): void {
  const { text, at } = state;
  if (codeAt(text, at + 1) === Char.Question) {
    emit(state, TokenKind.Infix, at + 2, Terminal.Infix);
    return;
  }
  if (codeAt(text, at + 1) === Char.Dot && isNameStart(codeAt(text, at + 2))) {
    emit(state, TokenKind.OptionalDot, at + 2, Terminal.Dot);
    return;
  }
  if (state.inValue) state.ternaries++;
  emit(state, TokenKind.Question, at + 1, Terminal.Question);
}

/** `.` before a name; anything else that starts with a dot is refused. */
export function scanDot(state: ScanState): void {
  const { text, at } = state;
  if (text.startsWith('...', at)) {
    complain(state, kinds.spread, at, at + 3, []);
    emit(state, TokenKind.Bad, at + 3, Terminal.Bad);
    return;
  }
  if (isNameStart(codeAt(text, at + 1))) {
    emit(state, TokenKind.Dot, at + 1, Terminal.Dot);
    return;
  }
  unexpected(state, at + 1);
}

/** `;` before the line's end is nothing; elsewhere it ends a statement that should have a line of its own. */
export function scanSemicolon(state: ScanState): void {
  const { text, at, brackets } = state;
  if (isStatementEnd(text, at)) {
    emitTrivia(state, TokenKind.Semicolon, at + 1);
    return;
  }
  if (brackets.length > 0) {
    unexpected(state, at + 1);
    return;
  }
  const fix = replacement('Start a new line', at, at + 1, '\n');
  complain(state, kinds.trailing, at, at + 1, [';'], { fix });
  emit(state, TokenKind.EndOfLine, at + 1, Terminal.EndOfLine);
  startEntry(state, 'key');
}
