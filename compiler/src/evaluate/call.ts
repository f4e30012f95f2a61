import type { CallExpression, Expression, MemberExpression, OperatorExpression, Value } from '@tsk/parser';
import { notEvaluated, operatorArguments, plainCall } from './catalogue.ts';
import { type Context, fail, leaveOpen, placeOf, sourceOf } from './context.ts';
import { findOperator } from './operators/index.ts';
import type { OperatorCall, OperatorResult } from './operators/operator.ts';

/** What is called: `@name` with the names that follow it. */
interface Callee {
  readonly operator: OperatorExpression;
  readonly methods: readonly string[];
}

/** Evaluates `@name(…)`, `@name.method(…)` and, as calls without arguments, `@name` and `@name.member`. */
export function evaluateCall(
  expression: CallExpression | MemberExpression | OperatorExpression,
  context: Context,
): Value {
  const callee = findCallee(expression.kind === 'call' ? expression.callee : expression);
  if (callee === undefined) return refuseOtherCall(expression, context);

  const { name } = callee.operator;
  const written = `@${[name, ...callee.methods].join('.')}`;
  const operator = findOperator(name);
  if (operator === undefined)
    return leaveOpen(context, notEvaluated, expression, [written, 'it is not one of its operators']);
  if (operator.effect === 'refused') return leaveOpen(context, notEvaluated, expression, [written, operator.reason]);

  const args = expression.kind === 'call' ? expression.arguments : [];
  const result = operator.evaluate(makeCall(callee, args, context));
  return finish(result, name, expression, context);
}

/** True where an expression is `@name` or `@name.member`, rather than a member of a value. */
export function isOperatorPath(expression: Expression): boolean {
  return findCallee(expression) !== undefined;
}

function findCallee(expression: Expression): Callee | undefined {
  const methods: string[] = [];
  let at = expression;
  while (at.kind === 'member') {
    methods.unshift(at.name);
    at = at.base;
  }
  return at.kind === 'operator' ? { operator: at, methods } : undefined;
}

function makeCall({ methods }: Callee, args: CallExpression['arguments'], context: Context): OperatorCall {
  return {
    methods,
    count: args.length,
    argument(index) {
      const argument = args[index];
      return argument === undefined ? undefined : context.evaluate(argument.value, context);
    },
  };
}

function finish(result: OperatorResult, name: string, expression: Expression, context: Context): Value {
  switch (result.kind) {
    case 'value':
      return result.value;
    case 'problem':
      return fail(context, operatorArguments, expression.span, [name, result.problem]);
    case 'environment':
      return {
        kind: 'deferred',
        operator: 'env',
        name: result.name,
        ...(result.defaultValue === undefined ? {} : { defaultValue: result.defaultValue }),
        text: sourceOf(context, expression.span),
        ...placeOf(context, expression.span),
      };
  }
}

/** A call of something that is no operator: the `@` was forgotten, or the result of a call is called again. */
function refuseOtherCall(expression: Expression, context: Context): Value {
  const callee = expression.kind === 'call' ? expression.callee : expression;
  const shown = sourceOf(context, callee.span);
  const start = { start: callee.span.start, end: callee.span.start };
  const isName = callee.kind === 'name' && findOperator(callee.name) !== undefined;
  const fix = { title: `Write @${shown}(…)`, edits: [{ span: start, newText: '@' }] };
  return leaveOpen(context, plainCall, expression, [shown], isName ? { fix } : {});
}
