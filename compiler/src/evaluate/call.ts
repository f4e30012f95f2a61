import {
  type CallExpression,
  type Expression,
  type MemberExpression,
  type OperatorExpression,
  toJson,
  type Value,
} from '@tsk/parser';
import { type Argument, bindArguments, type CallSite, waitFor } from './arguments.ts';
import { notEvaluated, notFinite, operatorArguments, plainCall, tooLarge } from './catalogue.ts';
import { type Context, fail, giveUp, isUnknown, keep, leaveOpen, placeOf, sourceOf } from './context.ts';
import { evaluateEnv } from './environment.ts';
import { findOperator } from './operators/index.ts';
import type { Outcome, PureOperator, RunnableFunction } from './operators/operator.ts';
import { refuseMethod, refuseUnknown } from './refuse.ts';
import { takeSteps } from './session.ts';
import { traced } from './trace.ts';
import { makeArray, makeScalar, moveValue } from './values/make.ts';
import { findUnsettled } from './values/settled.ts';

/** What is called: `@name` with the names that follow it. */
interface Callee {
  readonly operator: OperatorExpression;
  readonly methods: readonly string[];
}

type OperatorCallExpression = CallExpression | MemberExpression | OperatorExpression;

/** Evaluates `@name(…)`, `@name.method(…)` and, as calls without arguments, `@name` and `@name.member`. */
export function evaluateCall(expression: OperatorCallExpression, context: Context): Value {
  const callee = findCallee(calleeOf(expression));
  if (callee === undefined) return evaluatePlainCall(expression, context);

  const { name } = callee.operator;
  const path = [name, ...callee.methods].join('.');
  const operator = findOperator(name);
  if (operator === undefined) return refuseUnknown(name, callee.operator.span, context);
  if (operator.availability === 'refused')
    return leaveOpen(context, notEvaluated, expression, [`@${path}`, operator.reason]);
  if (operator.availability === 'deferred') {
    if (operator.reason === undefined) return evaluateEnv(callee.methods, argumentsOf(expression), expression, context);
    return leaveOpen(context, notEvaluated, expression, [`@${path}`, operator.reason]);
  }

  const method = callee.methods.join('.');
  const found = findFunction(operator, method);
  const known = operator.refused.find((one) => one.name === method);
  if (known !== undefined) return leaveOpen(context, notEvaluated, expression, [`@${path}`, known.reason]);
  if (found === undefined) return refuseMethod(operator, method, calleeOf(expression).span, context);
  const isMath = found.name === '' && (name === 'math' || name === 'calc');
  const site = { name: path, expression, context: isMath ? { ...context, isMath } : context };
  return runFunction(site, found, argumentsOf(expression));
}

/** True where an expression is `@name` or `@name.member`, rather than a member of a value. */
export function isOperatorPath(expression: Expression): boolean {
  return findCallee(expression) !== undefined;
}

/** The function of an operator that a method names; '' is the operator itself. */
export function findFunction({ functions }: PureOperator, method: string): RunnableFunction | undefined {
  return functions.find(({ name }) => name === method);
}

/** Runs a function with the arguments of a call. */
export function runFunction(site: CallSite, found: RunnableFunction, given: readonly Argument[]): Value {
  const { context, expression, name } = site;
  const { session } = context;
  const place = placeOf(context, expression.span);
  let shown: readonly Value[] = [];
  return traced(
    session,
    () => {
      const bound = bindArguments(site, found, given);
      if (bound.kind === 'stopped') return bound.by;
      shown = bound.values;
      const outcome = found.run({ place, spend: (steps) => takeSteps(session, steps) }, bound.args);
      const unsettled = isProblem(outcome) ? findUnsettled(makeArray(bound.values, place)) : undefined;
      return unsettled === undefined ? finish(outcome, site) : waitFor(unsettled, site);
    },
    (value, from) => ({ kind: 'operator', place, name: `@${name}`, arguments: shown.map(toJson), value, from }),
  );
}

/** What a function objects to is no mistake where a part of an argument is not known yet. */
function isProblem(outcome: Outcome): boolean {
  return typeof outcome === 'object' && outcome?.kind === 'problem';
}

/** The value of an outcome, at the place of the call. */
function finish(outcome: Outcome, site: CallSite): Value {
  const { context, name } = site;
  const { span } = site.expression;
  const place = placeOf(context, span);
  if (context.session.steps < 0) return giveUp(context, span);
  if (typeof outcome === 'number' && !Number.isFinite(outcome)) return fail(context, notFinite, span, [`@${name}`]);
  if (typeof outcome !== 'object' || outcome === null) return keep(makeScalar(outcome, place), span, context);
  switch (outcome.kind) {
    case 'problem':
      return fail(context, operatorArguments, span, [name, outcome.problem]);
    case 'excess':
      return fail(context, tooLarge, span, [outcome.limit]);
    default:
      return isUnknown(outcome) ? outcome : keep(moveValue(outcome, place), span, context);
  }
}

function calleeOf(expression: OperatorCallExpression): Expression {
  return expression.kind === 'call' ? expression.callee : expression;
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

function argumentsOf(expression: OperatorCallExpression): readonly Argument[] {
  if (expression.kind !== 'call') return [];
  return expression.arguments.map(({ name, value }) => ({
    ...(name === undefined ? {} : { name }),
    span: value.span,
    content: { expression: value },
  }));
}

/**
 * A call of something that is no operator: a function inside of `@math(…)`; otherwise the `@` was forgotten, or the result of
 * a call is called again.
 */
function evaluatePlainCall(expression: OperatorCallExpression, context: Context): Value {
  const callee = calleeOf(expression);
  if (callee.kind === 'name' && context.isMath) {
    const math = findOperator('math');
    const found = math?.availability === 'pure' ? findFunction(math, callee.name) : undefined;
    if (found !== undefined)
      return runFunction({ name: `math.${found.name}`, expression, context }, found, argumentsOf(expression));
  }
  const shown = sourceOf(context, callee.span);
  const start = { start: callee.span.start, end: callee.span.start };
  const hasFix = callee.kind === 'name' && findOperator(callee.name) !== undefined && context.quotedAt === undefined;
  const fix = { title: `Write @${shown}(…)`, edits: [{ span: start, newText: '@' }] };
  return leaveOpen(context, plainCall, expression, [shown], hasFix ? { fix } : {});
}
