import type { BinaryOperator, Value } from '@tsk/parser';
import { compareDates } from './dates.ts';
import { asText, isNull, textOf } from './describe.ts';
import { areEqual } from './equality.ts';
import { compareMeasures, measure } from './measure.ts';

/** An operator that needs both of its sides; the others decide by their left side alone. */
export type StrictOperator = Exclude<BinaryOperator, '??' | '||' | '&&'>;

/** What came out of a calculation, or why nothing did. `side` is the operand that does not fit. */
export type Calculation =
  | { readonly kind: 'result'; readonly value: string | number | boolean }
  | { readonly kind: 'quantity'; readonly number: number; readonly unit: string }
  | { readonly kind: 'type'; readonly needs: string; readonly side: 'left' | 'right' }
  | { readonly kind: 'zero' }
  | { readonly kind: 'infinite' };

/** Applies an infix operator to two constant values. */
export function calculate(operator: StrictOperator, left: Value, right: Value): Calculation {
  switch (operator) {
    case '==':
      return { kind: 'result', value: areEqual(left, right) };
    case '!=':
      return { kind: 'result', value: !areEqual(left, right) };
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compare(operator, left, right);
    case '+':
      return asText(left) === undefined && asText(right) === undefined
        ? arithmetic(operator, left, right)
        : join(left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

/** `+` with a text on a side: the other side joins as it is written, unless it is null or has no text, as a table. */
function join(left: Value, right: Value): Calculation {
  const [a, b] = [left, right].map((value) => (isNull(value) ? undefined : textOf(value)));
  const needs = 'a text, number or boolean beside a text';
  if (a === undefined) return { kind: 'type', needs, side: 'left' };
  return b === undefined ? { kind: 'type', needs, side: 'right' } : { kind: 'result', value: a + b };
}

type Comparison = '<' | '>' | '<=' | '>=';

function compare(operator: Comparison, left: Value, right: Value): Calculation {
  const text = asText(left);
  if (text !== undefined) {
    const other = asText(right);
    if (other === undefined) return { kind: 'type', needs: 'a text on both sides', side: 'right' };
    return { kind: 'result', value: holds(operator, text < other ? -1 : Number(text > other)) };
  }
  if (left.kind === 'datetime') {
    const order = compareDates(left, right);
    if (order !== undefined) return { kind: 'result', value: holds(operator, order) };
    return { kind: 'type', needs: 'two dates, or two times with their zones', side: 'right' };
  }
  const a = measure(left);
  const b = measure(right);
  if (a === undefined) return { kind: 'type', needs: 'numbers, texts or dates', side: 'left' };
  if (b === undefined) return { kind: 'type', needs: 'a number on both sides', side: 'right' };
  const order = compareMeasures(a, b);
  if (order === undefined) return { kind: 'type', needs: needsUnit(a.unit), side: 'right' };
  return { kind: 'result', value: holds(operator, order) };
}

function holds(operator: Comparison, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
  }
}

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | '**';

function arithmetic(operator: ArithmeticOperator, left: Value, right: Value): Calculation {
  const a = measure(left);
  const b = measure(right);
  if (a === undefined)
    return { kind: 'type', needs: operator === '+' ? 'two numbers or two texts' : 'numbers', side: 'left' };
  if (b === undefined) return { kind: 'type', needs: 'a number on both sides', side: 'right' };
  if ((operator === '/' || operator === '%') && b.number === 0) return { kind: 'zero' };

  const unit = unitOf(operator, a.unit, b.unit);
  if (unit === undefined) return { kind: 'type', needs: needsUnit(a.unit), side: 'right' };
  const number = apply(operator, a.number, b.number);
  if (!Number.isFinite(number)) return { kind: 'infinite' };
  return unit === '' ? { kind: 'result', value: number } : { kind: 'quantity', number, unit };
}

function needsUnit(unit: string): string {
  return unit === '' ? 'a number without a unit here' : `a number in '${unit}' here`;
}

/** Sums keep a common unit; a product takes the unit of the one side that has one; a ratio of like units has none. */
function unitOf(operator: ArithmeticOperator, left: string, right: string): string | undefined {
  switch (operator) {
    case '+':
    case '-':
    case '%':
      return left === right ? left : undefined;
    case '*':
      return left === '' || right === '' ? left + right : undefined;
    case '/':
      if (left === right) return '';
      return right === '' ? left : undefined;
    default:
      return left === '' && right === '' ? '' : undefined;
  }
}

function apply(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
    case '**':
      return left ** right;
  }
}
