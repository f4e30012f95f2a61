import type {
  BinaryExpression,
  ConditionalExpression,
  Diagnostic,
  Expression,
  InterpolationExpression,
  Member,
  ObjectExpression,
  Place,
  TypedLiteralExpression,
  UnaryExpression,
  Value,
} from '@tsk/parser';
import { report } from '@tsk/parser';
import { unreachable } from '../unreachable.ts';
import { evaluateCall, isOperatorPath } from './call.ts';
import {
  deferredInside,
  divisionByZero,
  leftVerbatim,
  noSuchMember,
  notFinite,
  operandType,
  tooLarge,
  undefinedReference,
  usedBeforeDeclared,
} from './catalogue.ts';
import {
  type Context,
  evaluateOperand,
  fail,
  giveUp,
  isUnknown,
  keep,
  leaveOpen,
  placeOf,
  sourceOf,
} from './context.ts';
import { evaluateReference } from './reference.ts';
import { maxDepth, stepsFor, takeSteps } from './session.ts';
import { calculate, type StrictOperator } from './values/calculate.ts';
import { describeValue, textOf } from './values/describe.ts';
import { makeArray, makeScalar, makeTable } from './values/make.ts';
import { findUnsettled } from './values/settled.ts';
import { setByPath } from './values/tables.ts';

/** Evaluates an expression to a value: constant, deferred, invalid (reported), or still an expression (left open). */
export function evaluateExpression(expression: Expression, context: Context): Value {
  const { session } = context;
  if (session.depth >= maxDepth) {
    return fail(context, tooLarge, expression.span, [`it nests deeper than ${maxDepth} levels`]);
  }
  if (!takeSteps(session, 1)) return giveUp(context, expression.span);
  session.depth++;
  const value = dispatch(expression, context);
  session.depth--;
  return value;
}

function dispatch(expression: Expression, context: Context): Value {
  const place = placeOf(context, expression.span);
  switch (expression.kind) {
    case 'literal':
      return makeScalar(expression.value, place);
    case 'quantity':
    case 'range':
    case 'datetime':
      return evaluateTypedLiteral(expression, context);
    case 'variable':
    case 'name':
    case 'index':
      return evaluateReference(expression, context);
    case 'member':
      return isOperatorPath(expression) ? evaluateCall(expression, context) : evaluateReference(expression, context);
    case 'operator':
    case 'call':
      return evaluateCall(expression, context);
    case 'interpolation':
      return evaluateInterpolation(expression, context);
    case 'unary':
      return evaluateUnary(expression, context);
    case 'binary':
      return evaluateBinary(expression, context);
    case 'conditional':
      return evaluateConditional(expression, context);
    case 'array': {
      const elements = expression.elements.map((element) => context.evaluate(element, context));
      return keep(makeArray(elements, place), expression.span, context);
    }
    case 'object':
      return evaluateObject(expression, context);
    case 'invalid':
      return { kind: 'invalid', ...place };
    default:
      return unreachable(expression);
  }
}

/** `30s` and `1-9` are read here once more: an expression keeps its typed literals as text. */
function evaluateTypedLiteral({ kind, text, span }: TypedLiteralExpression, context: Context): Value {
  const place = placeOf(context, span);
  switch (kind) {
    case 'datetime':
      return { kind, text, ...place };
    case 'range': {
      const [from = 0, to = 0] = text.split(/\.\.|-/).map(Number);
      return { kind, from, to, text, ...place };
    }
    case 'quantity': {
      const digits = /^[\d_]+(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(text)?.[0] ?? '';
      return { kind, number: Number(digits.replaceAll('_', '')), unit: text.slice(digits.length), text, ...place };
    }
  }
}

function evaluateObject(expression: ObjectExpression, context: Context): Value {
  const place = placeOf(context, expression.span);
  const { file } = place;
  const members = new Map<string, Member>();
  for (const { path, keySpan, value: written } of expression.members) {
    const [key = '', ...rest] = path;
    const inner = members.get(key)?.value;
    const below = inner?.kind === 'table' ? inner : makeTable([], place);
    const evaluated = context.evaluate(written, context);
    const value = rest.length === 0 ? evaluated : setByPath(below, rest, evaluated, { file, span: keySpan });
    members.set(key, { key, keySpan, file, value });
  }
  return keep({ kind: 'table', members, ...place }, expression.span, context);
}

function evaluateConditional(expression: ConditionalExpression, context: Context): Value {
  const condition = evaluateCondition('? :', expression.condition, context);
  if (typeof condition !== 'boolean') return condition;
  return context.evaluate(condition ? expression.consequent : expression.alternate, context);
}

/** A side that must be true or false; the value that stands in the way otherwise. */
function evaluateCondition(operator: string, expression: Expression, context: Context): boolean | Value {
  const value = evaluateOperand(context, expression);
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
  return isUnknown(value)
    ? value
    : fail(context, operandType, expression.span, [operator, 'true or false', describeValue(value)]);
}

function evaluateUnary({ operator, operand, span }: UnaryExpression, context: Context): Value {
  const place = placeOf(context, span);
  if (operator === '!') {
    const condition = evaluateCondition('!', operand, context);
    return typeof condition === 'boolean' ? makeScalar(!condition, place) : condition;
  }
  const value = evaluateOperand(context, operand);
  if (isUnknown(value)) return value;
  if (value.kind === 'quantity') return { ...value, number: -value.number, text: `-${value.text}`, ...place };
  if (value.kind === 'scalar' && typeof value.value === 'number') return makeScalar(-value.value, place);
  return fail(context, operandType, operand.span, ['-', 'a number', describeValue(value)]);
}

function evaluateBinary(expression: BinaryExpression, context: Context): Value {
  const { operator } = expression;
  switch (operator) {
    case '??':
      return evaluateCoalesce(expression, context);
    case '&&':
    case '||': {
      const left = evaluateCondition(operator, expression.left, context);
      if (typeof left !== 'boolean') return left;
      if (left === (operator === '||')) return makeScalar(left, placeOf(context, expression.span));
      const right = evaluateCondition(operator, expression.right, context);
      return typeof right === 'boolean' ? makeScalar(right, placeOf(context, expression.span)) : right;
    }
    default:
      return evaluateStrict(expression, operator, context);
  }
}

/** `a ?? b`: b where a is null or names nothing. An environment variable takes a constant on its right as its default. */
function evaluateCoalesce({ left, right, span }: BinaryExpression, context: Context): Value {
  const { diagnostics } = context.session;
  const reported = diagnostics.length;
  const value = context.evaluate(left, context);
  if (value.kind === 'invalid' && namesNothing(diagnostics.slice(reported), placeOf(context, left.span))) {
    diagnostics.length = reported;
    return context.evaluate(right, context);
  }
  if (value.kind === 'deferred' && (value.defaultValue ?? null) === null) {
    const fallback = evaluateOperand(context, right);
    if (fallback.kind !== 'scalar') return fallback;
    return { ...value, defaultValue: fallback.value, text: sourceOf(context, span), ...placeOf(context, span) };
  }
  return value.kind === 'scalar' && value.value === null ? context.evaluate(right, context) : value;
}

/** True where all that went wrong is that a reference at the place has no target: what a default is for. */
function namesNothing(diagnostics: readonly Diagnostic[], { span: { start, end } }: Place): boolean {
  const codes = [undefinedReference.code, usedBeforeDeclared.code, noSuchMember.code];
  return (
    diagnostics.length > 0 &&
    diagnostics.every(({ code, span }) => codes.includes(code) && span.start >= start && span.end <= end)
  );
}

function evaluateStrict(expression: BinaryExpression, operator: StrictOperator, context: Context): Value {
  const left = evaluateOperand(context, expression.left);
  if (isUnknown(left)) return left;
  const right = evaluateOperand(context, expression.right);
  if (isUnknown(right)) return right;

  if (!takeSteps(context.session, stepsFor([left, right]))) return giveUp(context, expression.span);
  const unsettled = findUnsettled(left) ?? findUnsettled(right);
  if (unsettled !== undefined) {
    return unsettled.kind === 'deferred' ? leaveOpen(context, deferredInside, expression, [unsettled.text]) : unsettled;
  }
  const result = calculate(operator, left, right);
  switch (result.kind) {
    case 'result':
      return keep(makeScalar(result.value, placeOf(context, expression.span)), expression.span, context);
    case 'quantity': {
      const { number, unit } = result;
      return { kind: 'quantity', number, unit, text: `${number}${unit}`, ...placeOf(context, expression.span) };
    }
    case 'type': {
      const [side, found] = result.side === 'left' ? [expression.left, left] : [expression.right, right];
      return fail(context, operandType, side.span, [operator, result.needs, describeValue(found)]);
    }
    case 'zero':
      return fail(context, divisionByZero, expression.right.span, [operator]);
    case 'infinite':
      return fail(context, notFinite, expression.span, [operator]);
    default:
      return unreachable(result);
  }
}

/** A text with parts to fill in. `${name}` in it stands for `$name` (language rule 11). */
function evaluateInterpolation({ parts, triple, span }: InterpolationExpression, outer: Context): Value {
  const context: Context = { ...outer, isInterpolated: true };
  let text = '';
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : evaluatePart(part, triple, context);
    if (typeof piece !== 'string') return piece;
    text += piece;
  }
  return keep(makeScalar(text, placeOf(context, span)), span, context);
}

function evaluatePart(part: Expression, triple: boolean, context: Context): string | Value {
  const { diagnostics } = context.session;
  const reported = diagnostics.length;
  const value = evaluateOperand(context, part);
  if (triple && value.kind === 'invalid' && namesNothing(diagnostics.slice(reported), placeOf(context, part.span))) {
    const verbatim = `\${${sourceOf(context, part.span)}}`;
    diagnostics.length = reported;
    diagnostics.push(report(leftVerbatim, placeOf(context, part.span), [verbatim]));
    return verbatim;
  }
  if (isUnknown(value)) return value;
  const text = textOf(value);
  return text ?? fail(context, operandType, part.span, [`\${…}`, 'a text, number or boolean', describeValue(value)]);
}
