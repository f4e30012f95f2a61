import { closeBracket, openBracket } from './brackets.ts';
import { Char, codeAt, isDigit, isNameStart, skipName } from './characters.ts';
import { keywordKind } from './keywords.ts';
import { readNumber } from './scan-number.ts';
import { operandEnds, scanOperator, unexpected } from './scan-operator.ts';
import { scanColon, scanComma, scanDot, scanEquals, scanQuestion, scanSemicolon } from './scan-punctuation.ts';
import { type Bracket, emit, type ScanState } from './scan-state.ts';
import { continueString, scanString } from './scan-string.ts';
import { scanBacktick } from './scan-value.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import { literalTerminal } from './value-end.ts';

/** Reads one operand, bracket or operator, wherever no special rule for keys and values applies. */
export function scanAnything(state: ScanState): void {
  const { text, at } = state;
  const code = codeAt(text, at);
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
      scanString(state, 'literal');
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
  if (!isNameStart(codeAt(text, at + 1))) {
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
