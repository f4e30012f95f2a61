import { Char, codeAt, isDigit, isNamePart, isNameStart, skipDigits } from './characters.ts';
import { TokenKind } from './token-kind.ts';

/** A literal that starts with a digit. */
export interface NumberShape {
  readonly kind: TokenKind;
  readonly end: number;
}

const dateTime = /\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?(?![\w-])/y;
const range = /\d+(?:-\d+|\.\.\.\d+)(?![\w.-])/y;
const number = /0[xX][\dA-Fa-f_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/y;
const unit = /[\p{L}]+/uy;

/** Reads what starts with the digit at `from`: a date, a range, a quantity or a number, in this order. */
export function readNumber(text: string, from: number): NumberShape {
  let end = skipDigits(text, from + 1);
  let next = codeAt(text, end);
  if (next === Char.Dot && isDigit(codeAt(text, end + 1))) {
    end = skipDigits(text, end + 2);
    next = codeAt(text, end);
  }
  // Most numbers are plain, with or without decimals: their last character decides, and no pattern is tried.
  if (next !== Char.Minus && next !== Char.Dot && next !== Char.Percent && !isNamePart(next))
    return { kind: TokenKind.Number, end };
  if (next === Char.Minus && end - from === 4) {
    const date = endOf(dateTime, text, from);
    if (date >= 0) return { kind: TokenKind.DateTime, end: date };
  }
  const rangeEnd = endOf(range, text, from);
  if (rangeEnd >= 0) return { kind: TokenKind.Range, end: rangeEnd };
  end = endOf(number, text, from);
  const unitEnd = endOf(unit, text, end);
  if (unitEnd >= 0 && !isNamePart(codeAt(text, unitEnd))) return { kind: TokenKind.Quantity, end: unitEnd };
  if (codeAt(text, end) === Char.Percent && !startsOperand(codeAt(text, end + 1)))
    return { kind: TokenKind.Quantity, end: end + 1 };
  return { kind: TokenKind.Number, end };
}

/** After `%` an operand makes it the remainder: `10%3`. */
function startsOperand(code: number): boolean {
  return isDigit(code) || isNameStart(code) || code === Char.Dollar || code === Char.At || code === Char.ParenOpen;
}

function endOf(regex: RegExp, text: string, from: number): number {
  regex.lastIndex = from;
  return regex.test(text) ? regex.lastIndex : -1;
}
