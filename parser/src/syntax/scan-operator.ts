import { closeBracket, hasRoom, isExpression, openBracket } from './brackets.ts';
import { Char, isDigit, isNameStart, isStatementEnd, skipName } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { keywordKind } from './keywords.ts';
import { scanForeignComment } from './scan-comment.ts';
import { isForeignComment } from './scan-line.ts';
import { readNumber } from './scan-number.ts';
import { type Bracket, complain, emit, emitTrivia, replacement, type ScanState, startEntry } from './scan-state.ts';
import { continueString, scanString } from './scan-string.ts';
import { literalTerminal, scanBacktick } from './scan-value.ts';
import { Terminal, terminalSet } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** The terminals after which `-` subtracts and `[` indexes: an operand ends there. */
const operandEnds = terminalSet(
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

/** Reads one operand, bracket or operator, wherever no special rule for keys and values applies. */
export function scanAnything(state: ScanState): void {
  const { text, at } = state;
  const code = text.charCodeAt(at);
  if (isNameStart(code)) {
    scanName(state);
    return;
  }
  if (isDigit(code)) {
    const shape = readNumber(text, at);
    emit(state, shape.kind, shape.end, literalTerminal(state, shape.end));
    return;
  }
  switch (code) {
    case Char.DoubleQuote:
    case Char.SingleQuote:
      scanString(state, (end) => literalTerminal(state, end));
      return;
    case Char.Dollar:
      scanSigil(state, TokenKind.Variable);
      return;
    case Char.At:
      scanSigil(state, TokenKind.Operator);
      return;
    case Char.BraceOpen:
      openBracket(state, 'brace');
      return;
    case Char.BracketOpen:
      openBracket(state, operandEnds[state.tokens.lastTerminal()] === 1 ? 'index' : 'bracket');
      return;
    case Char.ParenOpen:
      openBracket(state, 'paren');
      return;
    case Char.BraceClose:
      closeBrace(state);
      return;
    case Char.BracketClose:
      closeBracket(state, ']');
      return;
    case Char.ParenClose:
      closeBracket(state, ')');
      return;
    case Char.Comma:
      scanComma(state);
      return;
    case Char.Colon:
      scanColon(state);
      return;
    case Char.Equals:
      scanEquals(state);
      return;
    case Char.Question:
      scanQuestion(state);
      return;
    case Char.Dot:
      scanDot(state);
      return;
    case Char.Semicolon:
      scanSemicolon(state);
      return;
    case Char.Backtick:
      scanBacktick(state);
      return;
    default:
      scanOperator(state, code);
      return;
  }
}

function scanName(state: ScanState): void {
  const { text, at, tokens } = state;
  const end = skipName(text, at);
  const kind = tokens.lastTerminal() === Terminal.Dot ? undefined : keywordKind(state, text.slice(at, end), at);
  if (kind === undefined) emit(state, TokenKind.Name, end, Terminal.Name);
  else emit(state, kind, end, literalTerminal(state, end));
}

/** `$name` or `@name`; a sigil alone is nothing. */
function scanSigil(state: ScanState, kind: typeof TokenKind.Variable | typeof TokenKind.Operator): void {
  const { text, at } = state;
  if (!isNameStart(text.charCodeAt(at + 1))) {
    unexpected(state, at + 1);
    return;
  }
  const end = skipName(text, at + 1);
  emit(state, kind, end, kind === TokenKind.Operator ? Terminal.Operator : Terminal.Literal);
}

/** `}` closes an object or an interpolation; after the latter its string goes on. */
function closeBrace(state: ScanState): void {
  const bracket = closeBracket(state, '}');
  if (bracket?.shape !== 'interpolation') return;
  if (bracket.triple && state.diagnostics.length > bracket.diagnostics) keepVerbatim(state, bracket);
  continueString(state, bracket.triple, bracket.stringStart);
}

/** What is no expression of ours inside a triple-quoted string is a part of its text. */
function keepVerbatim(state: ScanState, bracket: Bracket): void {
  const end = state.at;
  state.diagnostics.length = bracket.diagnostics;
  state.tokens.truncate(bracket.tokens - 1, bracket.significant - 1);
  state.at = bracket.start;
  emit(state, TokenKind.StringText, end, Terminal.TemplateText);
}

function scanComma(state: ScanState): void {
  const { text, at } = state;
  const bracket = state.brackets[state.brackets.length - 1];
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
function scanColon(state: ScanState): void {
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
  const bracket = state.brackets[state.brackets.length - 1];
  state.inValue = true;
  if (bracket === undefined || bracket.shape === 'brace') state.position = 'value';
}

function scanEquals(state: ScanState): void {
  const { text, at } = state;
  if (text.startsWith('===', at)) {
    scanStrict(state, '===');
    return;
  }
  if (text.startsWith('==', at)) {
    emit(state, TokenKind.Infix, at + 2, Terminal.Infix);
    return;
  }
  if (text.startsWith('=>', at)) {
    complain(state, kinds.lambda, at, at + 2, []);
    emit(state, TokenKind.Bad, at + 2, Terminal.Bad);
    return;
  }
  emit(state, TokenKind.Equals, at + 1, Terminal.Assign);
  startValue(state);
}

function scanStrict(state: ScanState, written: string): void {
  const { at } = state;
  const instead = written.slice(0, 2);
  const fix = replacement(`Use ${instead}`, at, at + 3, instead);
  complain(state, kinds.strictEquality, at, at + 3, [written, instead], { fix });
  emit(state, TokenKind.Infix, at + 3, Terminal.Infix);
}

function scanQuestion(state: ScanState): void {
  const { text, at } = state;
  if (text.charCodeAt(at + 1) === Char.Question) {
    emit(state, TokenKind.Infix, at + 2, Terminal.Infix);
    return;
  }
  if (text.charCodeAt(at + 1) === Char.Dot && isNameStart(text.charCodeAt(at + 2))) {
    emit(state, TokenKind.OptionalDot, at + 2, Terminal.Dot);
    return;
  }
  if (state.inValue) state.ternaries++;
  emit(state, TokenKind.Question, at + 1, Terminal.Question);
}

function scanDot(state: ScanState): void {
  const { text, at } = state;
  if (text.startsWith('...', at)) {
    complain(state, kinds.spread, at, at + 3, []);
    emit(state, TokenKind.Bad, at + 3, Terminal.Bad);
    return;
  }
  if (isNameStart(text.charCodeAt(at + 1))) {
    emit(state, TokenKind.Dot, at + 1, Terminal.Dot);
    return;
  }
  unexpected(state, at + 1);
}

/** `;` before the line's end is nothing; elsewhere it ends a statement that should have a line of its own. */
function scanSemicolon(state: ScanState): void {
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

function scanOperator(state: ScanState, code: number): void {
  const { text, at } = state;
  const next = text.charCodeAt(at + 1);
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
  infix(state, text.charCodeAt(at + 1) === Char.Equals ? 2 : 1);
}

function scanPipe(state: ScanState): void {
  const { text, at } = state;
  const written = text.charCodeAt(at + 1) === Char.Greater ? '|>' : '|';
  const extra = written === '|' ? { fix: replacement("Use '??'", at, at + 1, ' ?? ') } : {};
  complain(state, kinds.pipe, at, at + written.length, [written], extra);
  infix(state, written.length);
}

function unexpected(state: ScanState, end: number): void {
  complain(state, kinds.unexpectedCharacter, state.at, end, [state.text.slice(state.at, end)]);
  emit(state, TokenKind.Bad, end, Terminal.Bad);
}
