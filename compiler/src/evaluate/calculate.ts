import type { BinaryOperator, Value } from '@tsk/parser';

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
      return isText(left) ? concatenate(left.value, right) : arithmetic(operator, left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

type TextValue = Value & { readonly kind: 'scalar'; readonly value: string };

function isText(value: Value): value is TextValue {
  return value.kind === 'scalar' && typeof value.value === 'string';
}

function concatenate(left: string, right: Value): Calculation {
  if (isText(right)) return { kind: 'result', value: left + right.value };
  return { kind: 'type', needs: 'a text on both sides', side: 'right' };
}

function areEqual(left: Value, right: Value): boolean {
  const [a, b] = [measure(left), measure(right)];
  if (a !== undefined && b !== undefined) return a.number === b.number && a.unit === b.unit;
  if (left.kind === 'scalar' && right.kind === 'scalar') return left.value === right.value;
  if (left.kind === 'datetime' || left.kind === 'range') return left.kind === right.kind && left.text === right.text;
  return false;
}

/** A number with its unit; plain numbers have the unit ''. */
function measure(value: Value): { readonly number: number; readonly unit: string } | undefined {
  if (value.kind === 'quantity') return { number: value.number, unit: value.unit };
  return value.kind === 'scalar' && typeof value.value === 'number' ? { number: value.value, unit: '' } : undefined;
}

function compare(operator: '<' | '>' | '<=' | '>=', left: Value, right: Value): Calculation {
  if (isText(left)) {
    if (!isText(right)) return { kind: 'type', needs: 'a text on both sides', side: 'right' };
    return { kind: 'result', value: holds(operator, left.value < right.value ? -1 : Number(left.value > right.value)) };
  }
  const a = measure(left);
  const b = measure(right);
  if (a === undefined) return { kind: 'type', needs: 'numbers or texts', side: 'left' };
  if (b === undefined) return { kind: 'type', needs: 'a number on both sides', side: 'right' };
  if (a.unit !== b.unit) return { kind: 'type', needs: needsUnit(a.unit), side: 'right' };
  return { kind: 'result', value: holds(operator, a.number - b.number) };
}

function holds(operator: '<' | '>' | '<=' | '>=', order: number): boolean {
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
