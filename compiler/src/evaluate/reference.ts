import type {
  Expression,
  IndexExpression,
  MemberExpression,
  NameExpression,
  Value,
  VariableExpression,
} from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { noSuchMember, referenceCycle, tooLarge, undefinedReference, usedBeforeDeclared } from './catalogue.ts';
import { type Context, evaluateOperand, fail, isUnknown, placeOf, sourceOf } from './context.ts';
import { innerScope, listNames, lookUpName, lookUpVariable, type Scope } from './scope.ts';
import { isTooLarge, takeSteps } from './session.ts';
import { traced } from './trace.ts';
import { describeValue } from './values/describe.ts';
import { moveValue } from './values/make.ts';

/** A value as it stands in the document, with the scope that it is to be evaluated in. */
interface Located {
  readonly value: Value;
  readonly scope: Scope;
  readonly key: string;
}

/** An expression that may lead to a value of the document. */
export type ReferenceExpression = VariableExpression | NameExpression | MemberExpression | IndexExpression;

/** Evaluates `$name`, a bare name, `base.member` or `base[index]`. */
export function evaluateReference(expression: ReferenceExpression, context: Context): Value {
  const located = locate(expression, context);
  const { session } = context;
  if (session.active.has(located.value) && located.value.kind !== 'invalid') {
    return fail(context, referenceCycle, expression.span, [sourceOf(context, expression.span)]);
  }
  const place = placeOf(context, expression.span);
  const { file, span } = located.value;
  const value = traced(
    session,
    () => context.evaluateValue(session, located.value, located.scope, located.key),
    (json, from) => ({
      kind: 'reference',
      place,
      name: sourceOf(context, expression.span),
      declared: { file, span },
      value: json,
      from,
    }),
  );
  if (isTooLarge(value)) return fail(context, tooLarge, expression.span, ['its references repeat too much text']);
  return moveValue(value, place);
}

/** Follows a reference without evaluating the tables on its way, so that a table may refer to its own members. */
function locate(expression: Expression, context: Context): Located {
  switch (expression.kind) {
    case 'variable':
      return locateVariable(expression, context);
    case 'name':
      return context.isInterpolated ? locateVariable(expression, context) : locateName(expression, context);
    case 'member':
      return select(expression, locate(expression.base, context), expression.name, context);
    case 'index':
      return locateIndex(expression, context);
    default:
      return standalone(evaluateOperand(context, expression), context);
  }
}

/** A value that does not stand in the document: it is evaluated already. */
function standalone(value: Value, context: Context): Located {
  return { value, scope: context.scope, key: '' };
}

function locateVariable(expression: VariableExpression | NameExpression, context: Context): Located {
  const element = findElement(expression, context);
  if (element !== undefined) return element;
  const reference = `$${expression.name}`;
  const offset = placeOf(context, expression.span).span.start;
  const found = lookUpVariable(context.session.names, context.scope, expression.name, offset);
  switch (found.kind) {
    case 'found':
      return found;
    case 'later': {
      const related = [{ ...found.place, message: `${reference} is declared here` }];
      return standalone(fail(context, usedBeforeDeclared, expression.span, [reference], { related }), context);
    }
    case 'missing':
      return standalone(refuseName(expression, '$', context), context);
  }
}

function locateName(expression: NameExpression, context: Context): Located {
  const element = findElement(expression, context);
  if (element !== undefined) return element;
  const found = lookUpName(context.scope, expression.name);
  if (found.kind === 'found') return found;
  return standalone(refuseName(expression, '', context), context);
}

/** Refuses a name that nothing has; where one in reach is near enough, the fix writes that. */
function refuseName({ name, span }: VariableExpression | NameExpression, sigil: '$' | '', context: Context): Value {
  const { session, scope, names, quotedAt } = context;
  const inReach = new Set([...Object.keys(names), ...listNames(session.names, scope, sigil === '$')]);
  const nearest = takeSteps(session, inReach.size) ? findNearest(name, inReach) : undefined;
  const show = (one: string): string => (sigil === '$' ? `$${one}` : `'${one}'`);
  const meant = nearest === undefined ? undefined : show(nearest);
  const written = sourceOf(context, span);
  const hasFix = nearest !== undefined && quotedAt === undefined && /^\$?[\w-]+$/.test(nearest);
  const newText = written.startsWith('$') ? `$${nearest}` : `${nearest}`;
  const extra = hasFix ? { fix: { title: `Write ${newText}`, edits: [{ span, newText }] } } : {};
  return fail(context, undefinedReference, span, [show(name), meant], extra);
}

/** The names of an element, as `item`, come before all others. */
function findElement({ name }: VariableExpression | NameExpression, context: Context): Located | undefined {
  const value = Object.hasOwn(context.names, name) ? context.names[name] : undefined;
  return value === undefined ? undefined : standalone(value, context);
}

function locateIndex(expression: IndexExpression, context: Context): Located {
  const index = evaluateOperand(context, expression.index);
  if (isUnknown(index)) return standalone(index, context);
  const base = locate(expression.base, context);
  const key = index.kind === 'scalar' ? String(index.value) : describeValue(index);
  return select(expression, base, key, context);
}

function select(expression: MemberExpression | IndexExpression, base: Located, key: string, context: Context): Located {
  const table = evaluateBase(base, expression, context);
  if (table.kind === 'table') {
    const member = table.members.get(key);
    if (member !== undefined) return { value: member.value, scope: innerScope(base.scope, base.key, table), key };
  }
  if (table.kind === 'array' && /^\d+$/.test(key)) {
    const element = table.elements[Number(key)];
    if (element !== undefined) return { value: element, scope: base.scope, key };
  }
  if (isUnknown(table)) return standalone(table, context);
  if (expression.kind === 'member' && expression.optional) {
    return standalone({ kind: 'scalar', value: null, ...placeOf(context, expression.span) }, context);
  }
  const shown = sourceOf(context, expression.base.span);
  return standalone(fail(context, noSuchMember, expression.span, [`'${key}'`, shown]), context);
}

/** Tables and arrays are entered as they stand; an expression has to be evaluated before it can be looked into. */
function evaluateBase(base: Located, expression: MemberExpression | IndexExpression, context: Context): Value {
  if (base.value.kind !== 'expression') return base.value;
  const { session } = context;
  if (session.open.has(base.value)) return base.value;
  if (session.active.has(base.value)) {
    return fail(context, referenceCycle, expression.span, [sourceOf(context, expression.span)]);
  }
  return context.evaluateValue(session, base.value, base.scope, base.key);
}
