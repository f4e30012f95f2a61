import type {
  DiagnosticKind,
  Expression,
  ExpressionValue,
  Fix,
  InvalidValue,
  Place,
  RelatedPlace,
  Span,
  Value,
} from '@tsk/parser';
import { report } from '@tsk/parser';
import { deferredInside, tooLarge, tooMuchWork } from './catalogue.ts';
import type { Scope } from './scope.ts';
import { maxSteps, type Session, takeMemory } from './session.ts';

/** Where an expression is evaluated: the state, the tables around it, and the whole value that it is a part of. */
export interface Context {
  readonly session: Session;
  readonly scope: Scope;
  readonly source: ExpressionValue;
  /** Inside a text's `${…}`, where a bare name means what `$name` means. */
  readonly isInterpolated: boolean;
  /** Inside of `@math(…)`, where functions need no `@math.` before them. */
  readonly isMath: boolean;
  /** The names of the element that the expression is evaluated for: `item`, `index` and the like. */
  readonly names: Readonly<Record<string, Value>>;
  /** Where the expression stands in quotes: the place of the quotes, which stands for all places in it. */
  readonly quotedAt?: Place;
  /** Evaluates a part of an expression. */
  readonly evaluate: (expression: Expression, context: Context) => Value;
  /** Evaluates a value of the document that stands in `scope` under `key`. */
  readonly evaluateValue: (session: Session, value: Value, scope: Scope, key: string) => Value;
}

/** The place of a span of the expression. */
export function placeOf(context: Context, span: Span): Place {
  return context.quotedAt ?? { file: context.source.file, span };
}

/** The source text of a span of the expression. */
export function sourceOf(context: Context, { start, end }: Span): string {
  const offset = context.source.span.start;
  return context.source.text.slice(start - offset, end - offset);
}

/** Reports a user's mistake; the invalid value keeps later stages silent about it. */
export function fail<Args extends readonly unknown[]>(
  context: Context,
  kind: DiagnosticKind<Args>,
  span: Span,
  args: Args,
  extra: { readonly related?: readonly RelatedPlace[]; readonly fix?: Fix } = {},
): InvalidValue {
  const place = placeOf(context, span);
  context.session.diagnostics.push(report(kind, place, args, extra));
  return { kind: 'invalid', ...place };
}

/** Leaves an expression as it is, with the finding to report where its value is needed. */
export function leaveOpen<Args extends readonly unknown[]>(
  context: Context,
  kind: DiagnosticKind<Args>,
  expression: Expression,
  args: Args,
  extra: { readonly fix?: Fix } = {},
): ExpressionValue {
  const place = placeOf(context, expression.span);
  const value: ExpressionValue = { kind: 'expression', expression, text: sourceOf(context, expression.span), ...place };
  context.session.open.set(value, report(kind, place, args, extra));
  return value;
}

/** Ends an evaluation that takes too many steps; that is reported once. */
export function giveUp(context: Context, span: Span): InvalidValue {
  const { session } = context;
  if (session.hasGivenUp) return { kind: 'invalid', ...placeOf(context, span) };
  session.hasGivenUp = true;
  return fail(context, tooMuchWork, span, [maxSteps]);
}

/** A made value takes memory, so that doubling it over and over comes to an end. */
export function keep(value: Value, span: Span, context: Context): Value {
  return takeMemory(context.session, value) ? value : fail(context, tooLarge, span, ['its values grow too large']);
}

/** Evaluates an operand. What the runtime has yet to supply cannot be calculated with, and so leaves the whole open. */
export function evaluateOperand(context: Context, expression: Expression): Value {
  const value = context.evaluate(expression, context);
  return value.kind === 'deferred' ? leaveOpen(context, deferredInside, expression, [value.text]) : value;
}

/** True for a value that nothing can be calculated with: already reported, or left open. */
export function isUnknown(value: Value): boolean {
  return value.kind === 'invalid' || value.kind === 'expression';
}
