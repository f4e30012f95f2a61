import type {
  Expression,
  IndexExpression,
  MemberExpression,
  NameExpression,
  Value,
  VariableExpression,
} from '@tsk/parser';
import { noSuchMember, referenceCycle, tooLarge, undefinedReference, usedBeforeDeclared } from './catalogue.ts';
import { type Context, evaluateOperand, fail, isUnknown, placeOf, sourceOf } from './context.ts';
import { innerScope, lookUpName, lookUpVariable, type Scope } from './scope.ts';
import { takeRoom } from './session.ts';
import { describeValue, moveValue } from './values.ts';

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
  const value = context.evaluateValue(session, located.value, located.scope, located.key);
  if (!takeRoom(session, value))
    return fail(context, tooLarge, expression.span, ['its references repeat too much text']);
  return moveValue(value, placeOf(context, expression.span));
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
  const reference = `$${expression.name}`;
  const found = lookUpVariable(context.session.names, context.scope, expression.name, expression.span.start);
  switch (found.kind) {
    case 'found':
      return found;
    case 'later': {
      const related = [{ ...found.place, message: `${reference} is declared here` }];
      return standalone(fail(context, usedBeforeDeclared, expression.span, [reference], { related }), context);
    }
    case 'missing':
      return standalone(fail(context, undefinedReference, expression.span, [reference]), context);
  }
}

function locateName(expression: NameExpression, context: Context): Located {
  const found = lookUpName(context.scope, expression.name);
  if (found.kind === 'found') return found;
  return standalone(fail(context, undefinedReference, expression.span, [`'${expression.name}'`]), context);
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
