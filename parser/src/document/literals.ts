import { keywordValue } from '../syntax/keywords.ts';
import { type SyntaxTree, tokenEnd, tokenKind, tokenStart, tokenText } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Span } from '../text/place.ts';
import type { Expression } from './expression.ts';
import { blockScalarText, tripleBody, unescapeRaw, unescapeString } from './string-text.ts';
import type { Value } from './value.ts';

const quantity = /^([\d_]+(?:\.[\d_]+)?(?:[eE][+-]?\d+)?)(.*)$/s;

/** Integers of so many digits are added up exactly. */
const EXACT_DIGITS = 15;

/** The number that the literal `[start, end)` of a text stands for; `_` between digits is ignored. */
function numberAt(text: string, start: number, end: number): number {
  if (end - start <= EXACT_DIGITS) {
    let value = 0;
    let at = start;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === end) return value;
  }
  const written = text.slice(start, end);
  return Number(written.includes('_') ? written.replaceAll('_', '') : written);
}

/** The string inside the literal `[start, end)` of a text; undefined for tokens of any other kind. */
export function stringAt(kind: TokenKind, text: string, start: number, end: number): string | undefined {
  switch (kind) {
    case TokenKind.String:
    case TokenKind.KeyString:
      if (text.charCodeAt(start) === 39) return unescapeRaw(inside(text, start, end, "'"));
      return unescapeString(inside(text, start, end, '"'));
    case TokenKind.RawString:
      return unescapeRaw(inside(text, start, end, "'"));
    case TokenKind.TripleString:
      return unescapeString(tripleBody(inside(text, start, end, '"""')));
    case TokenKind.RawTripleString:
      return tripleBody(inside(text, start, end, "'''"));
    case TokenKind.BlockScalar:
      return blockScalarText(text.slice(start, end));
    case TokenKind.Atom:
      return text.slice(start, end);
    default:
      return undefined;
  }
}

/** The text between the quotes; the closing one may be missing. */
function inside(text: string, start: number, end: number, quotes: string): string {
  const { length } = quotes;
  const closed = end - start >= 2 * length && text.startsWith(quotes, end - length);
  return text.slice(start + length, closed ? end - length : end);
}

/** The value of a literal token of `tree`; undefined for a reference, which is no literal. */
export function literalValue(tree: SyntaxTree, token: number, span: Span): Value | undefined {
  const { file, text } = tree;
  const start = tokenStart(tree, token);
  const end = tokenEnd(tree, token);
  const kind = tokenKind(tree, token);
  switch (kind) {
    case TokenKind.Number:
      return { kind: 'scalar', value: numberAt(text, start, end), file, span };
    case TokenKind.Keyword:
      return { kind: 'scalar', value: keywordValue(text.slice(start, end)) ?? null, file, span };
    case TokenKind.Quantity: {
      const written = text.slice(start, end);
      const [, number = '0', unit = ''] = quantity.exec(written) ?? [];
      return { kind: 'quantity', number: numberAt(number, 0, number.length), unit, text: written, file, span };
    }
    case TokenKind.Range: {
      const written = text.slice(start, end);
      const [from = '0', to = '0'] = written.split(/-|\.\.\./);
      return { kind: 'range', from: Number(from), to: Number(to), text: written, file, span };
    }
    case TokenKind.DateTime:
      return { kind: 'datetime', text: text.slice(start, end), file, span };
    case TokenKind.Bad:
      return { kind: 'invalid', file, span };
    default: {
      const value = stringAt(kind, text, start, end);
      return value === undefined ? undefined : { kind: 'scalar', value, file, span };
    }
  }
}

/** The expression of a single token: a literal, `$name`, `@name` or a name. */
export function tokenExpression(tree: SyntaxTree, token: number, span: Span): Expression {
  switch (tokenKind(tree, token)) {
    case TokenKind.Variable:
      return { kind: 'variable', span, name: tokenText(tree, token).slice(1) };
    case TokenKind.Operator:
      return { kind: 'operator', span, name: tokenText(tree, token).slice(1) };
    case TokenKind.Name:
      return { kind: 'name', span, name: tokenText(tree, token) };
    default: {
      const value = literalValue(tree, token, span);
      if (value?.kind === 'scalar') return { kind: 'literal', span, value: value.value };
      if (value?.kind === 'quantity' || value?.kind === 'range' || value?.kind === 'datetime') {
        return { kind: value.kind, span, text: value.text };
      }
      return { kind: 'invalid', span };
    }
  }
}
