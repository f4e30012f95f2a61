import type { Span, Value } from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { unknownOperator } from './catalogue.ts';
import { type Context, fail, sourceOf } from './context.ts';
import { operators } from './operators/index.ts';
import type { PureOperator } from './operators/operator.ts';

/** Refuses an operator that is not known; where one is near enough, the fix writes its name at the place of this one. */
export function refuseUnknown(name: string, span: Span, context: Context): Value {
  const callable = operators.filter(({ availability }) => availability !== 'refused');
  const meant = findNearest(
    name,
    callable.map((operator) => operator.name),
  );
  return refuse(`@${name}`, meant === undefined ? undefined : `@${meant}`, span, context);
}

/** Refuses a method that an operator does not have. */
export function refuseMethod(operator: PureOperator, method: string, span: Span, context: Context): Value {
  const methods = operator.functions.flatMap(({ name }) => (name === '' ? [] : [name]));
  const nearest = findNearest(method, methods);
  const written = method === '' ? `@${operator.name}` : `@${operator.name}.${method}`;
  return refuse(written, nearest === undefined ? undefined : `@${operator.name}.${nearest}`, span, context);
}

function refuse(written: string, meant: string | undefined, span: Span, context: Context): Value {
  const hasFix = meant !== undefined && context.quotedAt === undefined && sourceOf(context, span) === written;
  const extra = hasFix ? { fix: { title: `Write ${meant}`, edits: [{ span, newText: meant }] } } : {};
  return fail(context, unknownOperator, span, [written, meant], extra);
}
