import { keywordValue } from '../syntax/keywords.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Place } from '../text/place.ts';
import type { Expression } from './expression.ts';
import { blockScalarText, tripleBody, unescapeRaw, unescapeString } from './string-text.ts';
import type { Value } from './value.ts';

const quantity = /^([\d_]+(?:\.[\d_]+)?(?:[eE][+-]?\d+)?)(.*)$/s;

/** The number that a number literal stands for; `_` between digits is ignored. */
function numberValue(text: string): number {
  return Number(text.includes('_') ? text.replaceAll('_', '') : text);
}

/** The string inside a string literal; undefined for tokens of any other kind. */
export function stringValue(kind: TokenKind, text: string): string | undefined {
  switch (kind) {
    case TokenKind.String:
    case TokenKind.KeyString:
      if (text.charCodeAt(0) === 39) return unescapeRaw(inside(text, "'"));
      return unescapeString(inside(text, '"'));
    case TokenKind.RawString:
      return unescapeRaw(inside(text, "'"));
    case TokenKind.TripleString:
      return unescapeString(tripleBody(inside(text, '"""')));
    case TokenKind.RawTripleString:
      return tripleBody(inside(text, "'''"));
    case TokenKind.BlockScalar:
      return blockScalarText(text);
    case TokenKind.Atom:
      return text;
    default:
      return undefined;
  }
}

/** The text between the quotes; the closing one may be missing. */
function inside(text: string, quotes: string): string {
  const closed = text.length >= 2 * quotes.length && text.endsWith(quotes);
  return text.slice(quotes.length, closed ? -quotes.length : undefined);
}

/** The value of a literal token; undefined for a reference, which is no literal. */
export function literalValue(kind: TokenKind, text: string, place: Place): Value | undefined {
  const { file, span } = place;
  switch (kind) {
    case TokenKind.Number:
      return { kind: 'scalar', value: numberValue(text), file, span };
    case TokenKind.Keyword:
      return { kind: 'scalar', value: keywordValue(text) ?? null, file, span };
    case TokenKind.Quantity: {
      const parts = quantity.exec(text);
      return { kind: 'quantity', number: numberValue(parts?.[1] ?? '0'), unit: parts?.[2] ?? '', text, file, span };
    }
    case TokenKind.Range: {
      const [from = '0', to = '0'] = text.split(/-|\.\.\./);
      return { kind: 'range', from: Number(from), to: Number(to), text, file, span };
    }
    case TokenKind.DateTime:
      return { kind: 'datetime', text, file, span };
    case TokenKind.Bad:
      return { kind: 'invalid', file, span };
    default: {
      const value = stringValue(kind, text);
      return value === undefined ? undefined : { kind: 'scalar', value, file, span };
    }
  }
}

/** The expression of a single token: a literal, `$name`, `@name` or a name. */
export function tokenExpression(kind: TokenKind, text: string, place: Place): Expression {
  const { span } = place;
  switch (kind) {
    case TokenKind.Variable:
      return { kind: 'variable', span, name: text.slice(1) };
    case TokenKind.Operator:
      return { kind: 'operator', span, name: text.slice(1) };
    case TokenKind.Name:
      return { kind: 'name', span, name: text };
    default: {
      const value = literalValue(kind, text, place);
      if (value?.kind === 'scalar') return { kind: 'literal', span, value: value.value };
      if (value?.kind === 'quantity' || value?.kind === 'range' || value?.kind === 'datetime') {
        return { kind: value.kind, span, text };
      }
      return { kind: 'invalid', span };
    }
  }
}
