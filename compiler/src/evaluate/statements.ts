import {
  type Document,
  type Expression,
  type OperatorStatement,
  report,
  type Span,
  type TableValue,
  type Value,
} from '@tsk/parser';
import type { Argument } from './arguments.ts';
import { findFunction, runFunction } from './call.ts';
import { ruleBroken, statementIgnored } from './catalogue.ts';
import { type Context, placeOf } from './context.ts';
import { findOperator } from './operators/index.ts';
import type { PureOperator } from './operators/operator.ts';
import { refuseMethod, refuseUnknown } from './refuse.ts';
import { asBoolean, asText, describeValue } from './values/describe.ts';
import { makeScalar } from './values/make.ts';
import { findByPath } from './values/path.ts';
import { findUnsettled } from './values/settled.ts';

/** Makes the context of an expression that stands in a table, by the table's path. */
export type ContextAt = (section: readonly string[], source: Context['source']) => Context;

/** Runs the operators that stand on lines of their own: `@validate` checks keys, and nothing else has an effect. */
export function runStatements({ statements, tree }: Document, root: TableValue, contextAt: ContextAt): void {
  for (const statement of statements) {
    const { file, span, section, name } = statement;
    const expression: Expression = { kind: 'operator', name, span };
    const text = tree.text.slice(span.start, span.end);
    const context = contextAt(section, { kind: 'expression', expression, text, file, span });
    const operator = findOperator(name);
    if (operator === undefined) refuseUnknown(name, calleeSpan(statement, []), context);
    else if (operator.availability === 'pure' && name === 'validate') checkRule(statement, operator, root, context);
    else ignore(statement, context);
  }
}

/** Checks the keys that a rule names. A key that is not there is asked for by `required` alone. */
function checkRule(statement: OperatorStatement, operator: PureOperator, root: TableValue, context: Context): void {
  const { methods, arguments: given, section } = statement;
  const { diagnostics } = context.session;
  const method = methods.join('.');
  const site = { name: `validate.${method}`, expression: context.source.expression, context };
  const rule = findFunction(operator, method);
  const [first, ...others] = given;
  if (rule === undefined) {
    if (operator.refused.some(({ name }) => name === method)) ignore(statement, context);
    else refuseMethod(operator, method, calleeSpan(statement, methods), context);
    return;
  }
  if (first === undefined) {
    runFunction(site, rule, []);
    return;
  }
  for (const { name, value } of findSubjects(first.value, section, root, context)) {
    if (value === undefined && method !== 'required') continue;
    const checked = value ?? makeScalar(null, statement);
    if (findUnsettled(checked) !== undefined) continue;
    const args: readonly Argument[] = [
      { span: first.value.span, content: { value: checked } },
      ...others.map((other) => ({ span: other.value.span, content: { expression: other.value } })),
    ];
    if (asBoolean(runFunction(site, rule, args)) !== false) continue;
    const found = value === undefined ? 'not there' : describeValue(value);
    const related =
      value === undefined ? {} : { related: [{ ...placeOf(context, statement.span), message: 'the rule' }] };
    diagnostics.push(report(ruleBroken, value ?? statement, [name, context.source.text, found], related));
  }
}

function ignore(statement: OperatorStatement, { session }: Context): void {
  session.diagnostics.push(report(statementIgnored, statement, [[statement.name, ...statement.methods].join('.')]));
}

/** The span of `@name.method` at the start of a statement. */
function calleeSpan({ name, span: { start } }: OperatorStatement, methods: readonly string[]): Span {
  return { start, end: start + 1 + [name, ...methods].join('.').length };
}

/** What a rule is for: a key by its name, with its value if it is there, or a value by an expression. */
interface Subject {
  readonly name: string;
  readonly value: Value | undefined;
}

function findSubjects(
  expression: Expression,
  section: readonly string[],
  root: TableValue,
  context: Context,
): readonly Subject[] {
  const value = context.evaluate(expression, context);
  const keys = value.kind === 'array' ? value.elements.map(asText) : [asText(value)];
  if (expression.kind !== 'literal' && expression.kind !== 'array') {
    const { start, end } = expression.span;
    const { text, span } = context.source;
    return [{ name: text.slice(start - span.start, end - span.start), value }];
  }
  return keys.flatMap((key) => (key === undefined ? [] : [{ name: key, value: findKey(key, section, root, context) }]));
}

/** The value of a key of the table in which a statement stands, or that an include lends to it. */
function findKey(key: string, section: readonly string[], root: TableValue, { session }: Context): Value | undefined {
  const path = [...section, ...key.split('.')];
  const { base } = session.names.imports;
  return findByPath(root, path) ?? (base === undefined ? undefined : findByPath(base, path));
}
