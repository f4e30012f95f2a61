import type { BinaryOperator, Expression } from './expression.ts';

/** How tightly each infix operator binds; the table of language.md, section 6.1. */
const strengths: Readonly<Record<BinaryOperator, number>> = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
  '^': 8,
  '**': 8,
};

/**
 * Groups `operands[0] operators[0] operands[1] …` by precedence. Powers group from the right, all others from the left.
 * There is one operand more than operators. (E. W. Dijkstra's shunting yard)
 */
export function groupOperators(operands: readonly Expression[], operators: readonly BinaryOperator[]): Expression {
  const values: Expression[] = [];
  const pending: BinaryOperator[] = [];
  const reduce = (): void => {
    const operator = pending.pop();
    const right = values.pop();
    const left = values.pop();
    if (operator === undefined || left === undefined || right === undefined)
      throw new Error('operators without operands');
    values.push({ kind: 'binary', span: { start: left.span.start, end: right.span.end }, operator, left, right });
  };
  for (const [index, operand] of operands.entries()) {
    const before = operators[index - 1];
    if (before !== undefined) {
      while (bindsFirst(pending[pending.length - 1], before)) reduce();
      pending.push(before);
    }
    values.push(operand);
  }
  while (pending.length > 0) reduce();
  return values[0] ?? { kind: 'invalid', span: { start: 0, end: 0 } };
}

function bindsFirst(left: BinaryOperator | undefined, right: BinaryOperator): boolean {
  if (left === undefined) return false;
  const difference = strengths[left] - strengths[right];
  return difference > 0 || (difference === 0 && strengths[right] !== strengths['^']);
}
