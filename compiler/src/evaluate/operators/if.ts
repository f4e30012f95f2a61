import type { Operator, OperatorCall, OperatorResult } from './operator.ts';

/** `@if(condition, then, else)`: one of two values; the other one is not evaluated. */
export const conditional: Operator = {
  name: 'if',
  effect: 'pure',
  summary: 'One of two values, by a condition; the same as `condition ? then : else`.',
  parameters: [
    { name: 'condition', description: 'true or false.', optional: false },
    { name: 'then', description: 'The value where the condition is true.', optional: false },
    { name: 'else', description: 'The value where it is false; null where it is left out.', optional: true },
  ],
  methods: [],
  evaluate: evaluateIf,
};

function evaluateIf(call: OperatorCall): OperatorResult {
  if (call.count < 2 || call.count > 3) return { kind: 'problem', problem: 'takes a condition and two values' };
  const condition = call.argument(0);
  if (condition === undefined) return { kind: 'problem', problem: 'needs a condition' };
  if (condition.kind === 'invalid' || condition.kind === 'expression' || condition.kind === 'deferred') {
    return { kind: 'value', value: condition };
  }
  if (condition.kind !== 'scalar' || typeof condition.value !== 'boolean') {
    return { kind: 'problem', problem: 'needs true or false as its condition' };
  }
  const chosen = call.argument(condition.value ? 1 : 2);
  return {
    kind: 'value',
    value: chosen ?? { kind: 'scalar', value: null, file: condition.file, span: condition.span },
  };
}
