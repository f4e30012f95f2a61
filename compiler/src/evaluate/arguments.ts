import type { Expression, Span, Value } from '@tsk/parser';
import { deferredInside, operatorArguments } from './catalogue.ts';
import { type Context, evaluateOperand, fail, giveUp, isUnknown, leaveOpen } from './context.ts';
import type { RunnableFunction } from './operators/operator.ts';
import type { Body, Parameter } from './operators/parameters.ts';
import { readQuoted } from './quoted.ts';
import { stepsFor, takeSteps } from './session.ts';
import { describeValue } from './values/describe.ts';
import { findUnsettled } from './values/settled.ts';

/** An argument of a call: an expression, or for the key that a statement names, its value. */
export interface Argument {
  readonly name?: string;
  readonly span: Span;
  readonly content: { readonly expression: Expression } | { readonly value: Value };
}

/** A call that is being evaluated: what it is called, and where it stands. */
export interface CallSite {
  /** The operator with its method, without `@`: `string.upper`. */
  readonly name: string;
  readonly expression: Expression;
  readonly context: Context;
}

/** The arguments as the function takes them, or the value that stands in the way. */
export type Bound =
  | { readonly kind: 'ready'; readonly args: readonly unknown[]; readonly values: readonly Value[] }
  | { readonly kind: 'stopped'; readonly by: Value };

/** Gives each parameter its argument, by place or by name, evaluated as the parameter asks for. */
export function bindArguments(site: CallSite, { parameters }: RunnableFunction, given: readonly Argument[]): Bound {
  const { context } = site;
  const problem = findMisfit(parameters, given);
  if (problem !== undefined)
    return { kind: 'stopped', by: fail(context, operatorArguments, site.expression.span, [site.name, problem]) };

  const args: unknown[] = [];
  const values: Value[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const own = parameter.repeats
      ? given.slice(index).filter(isFor(parameter))
      : [findArgument(parameter, index, given)];
    const read: unknown[] = [];
    for (const argument of own) {
      const one =
        argument === undefined ? { kind: 'read' as const, as: undefined } : readArgument(site, parameter, argument);
      if (one.kind === 'stopped') return one;
      if (one.value !== undefined) values.push(one.value);
      read.push(one.as);
    }
    args.push(parameter.repeats ? read.flat() : read[0]);
  }
  if (!takeSteps(context.session, stepsFor(values)))
    return { kind: 'stopped', by: giveUp(context, site.expression.span) };
  return { kind: 'ready', args, values };
}

/** What a repeated parameter takes: all that is left without a name, or with its own. */
function isFor(parameter: Parameter<unknown>): (argument: Argument) => boolean {
  return ({ name }) => name === undefined || name === parameter.name;
}

function findArgument(parameter: Parameter<unknown>, index: number, given: readonly Argument[]): Argument | undefined {
  const placed = given[index];
  return placed?.name === undefined && placed !== undefined
    ? placed
    : given.find(({ name }) => name === parameter.name);
}

/** What is wrong with the number or the names of the arguments; completes "@name …". */
function findMisfit(parameters: readonly Parameter<unknown>[], given: readonly Argument[]): string | undefined {
  const names = parameters.map(({ name }) => `'${name}'`).join(', ');
  const unknown = given.find(
    ({ name }) => name !== undefined && !parameters.some((parameter) => parameter.name === name),
  );
  if (unknown !== undefined) return `has no parameter '${unknown.name}'; its parameters are ${names}`;
  const twice = parameters.find(({ name }, index) => {
    const placed = given[index] !== undefined && given[index].name === undefined ? 1 : 0;
    return placed + given.filter((argument) => argument.name === name).length > 1;
  });
  if (twice !== undefined && !twice.repeats) return `is given '${twice.name}' twice`;
  const missing = parameters.find(
    (parameter, index) => !parameter.optional && findArgument(parameter, index, given) === undefined,
  );
  if (missing !== undefined) {
    const needed = missing.type === 'anything' ? 'a value' : missing.type;
    return `needs ${needed} for '${missing.name}', which is missing`;
  }
  if (parameters.at(-1)?.repeats === true || given.length <= parameters.length) return undefined;
  const most = parameters.length === 0 ? 'no argument' : `at most ${parameters.length} arguments (${names})`;
  return `takes ${most}, but ${given.length} are given`;
}

type Read =
  | { readonly kind: 'read'; readonly as: unknown; readonly value?: Value }
  | { readonly kind: 'stopped'; readonly by: Value };

function readArgument(site: CallSite, parameter: Parameter<unknown>, argument: Argument): Read {
  const { context, name } = site;
  const { content, span } = argument;
  const refuse = (found: string): Read => {
    if (context.session.steps < 0) return { kind: 'stopped', by: giveUp(context, span) };
    const problem = `needs ${parameter.type} for '${parameter.name}', but this is ${found}`;
    return { kind: 'stopped', by: fail(context, operatorArguments, span, [name, problem]) };
  };
  if ('expression' in content && parameter.passing === 'choice') {
    return { kind: 'read', as: () => context.evaluate(content.expression, context) };
  }
  if ('expression' in content && parameter.passing === 'body') {
    const body = makeBody(content.expression, context);
    return body === undefined ? refuse('a text that is no expression') : { kind: 'read', as: body };
  }
  const value = 'value' in content ? content.value : evaluateArgument(parameter, content.expression, context);
  if (isUnknown(value)) return { kind: 'stopped', by: value };
  const as = parameter.read(value);
  const unsettled = as === undefined || parameter.passing === 'value' ? findUnsettled(value) : undefined;
  if (unsettled !== undefined) return { kind: 'stopped', by: waitFor(unsettled, site) };
  return as === undefined ? refuse(describeValue(value)) : { kind: 'read', as, value };
}

/** What a call gives for which a part of an argument is not known: what the runtime looks up leaves it open. */
export function waitFor(unsettled: Value, { context, expression }: CallSite): Value {
  if (unsettled.kind !== 'deferred') return unsettled;
  return leaveOpen(context, deferredInside, expression, [unsettled.text]);
}

function evaluateArgument(parameter: Parameter<unknown>, expression: Expression, context: Context): Value {
  return parameter.passing === 'any' ? context.evaluate(expression, context) : evaluateOperand(context, expression);
}

/** The expression as a function of the names of an element. What it leaves open leaves the whole call open. */
function makeBody(expression: Expression, context: Context): Body | undefined {
  const isQuoted = expression.kind === 'literal' && typeof expression.value === 'string';
  const quoted = isQuoted ? readQuoted(String(expression.value), expression, context) : undefined;
  if (isQuoted && quoted === undefined) return undefined;
  return (element) => {
    const { session } = context;
    const names = { ...context.names, ...element };
    const { trace } = session;
    session.trace = undefined;
    const value = quoted?.(names, context) ?? context.evaluate(expression, { ...context, names });
    session.trace = trace;
    const unsettled = findUnsettled(value);
    return unsettled === undefined || unsettled.kind === 'deferred' ? value : unsettled;
  };
}
