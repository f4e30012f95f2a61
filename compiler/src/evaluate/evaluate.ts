import type { Diagnostic, Document, ExpressionValue, Member, TableValue, Value } from '@tsk/parser';
import { report } from '@tsk/parser';
import { statementIgnored, tooLarge } from './catalogue.ts';
import { evaluateExpression } from './expression.ts';
import { innerScope, type Scope } from './scope.ts';
import { maxDepth, type Session, startSession } from './session.ts';

/** The data of a document with its references and constant expressions replaced by their values. */
export interface EvaluatedDocument {
  readonly root: TableValue;
  /** The expressions in it that stay as they are, each with the finding to report where its value is needed. */
  readonly open: ReadonlyMap<Value, Diagnostic>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Evaluates what can be known at compile time: literals, references, constant expressions and pure operators.
 * `@env` becomes a deferred value; every other expression stays as it is.
 */
export function evaluateDocument(document: Document): EvaluatedDocument {
  const session = startSession(document);
  const root = evaluateTable(session, document.root, session.names.root);
  for (const { name, methods, file, span } of document.statements) {
    session.diagnostics.push(report(statementIgnored, { file, span }, [[name, ...methods].join('.')]));
  }
  return { root, open: session.open, diagnostics: session.diagnostics };
}

/** Evaluates a value that stands in `scope` under `key`. */
function evaluateValue(session: Session, value: Value, scope: Scope, key: string): Value {
  if (value.kind !== 'expression' && value.kind !== 'table' && value.kind !== 'array') return value;
  const known = session.done.get(value);
  if (known !== undefined) return known;
  if (session.depth >= maxDepth) {
    session.diagnostics.push(report(tooLarge, value, [`it nests deeper than ${maxDepth} levels`]));
    return { kind: 'invalid', file: value.file, span: value.span };
  }

  session.depth++;
  session.active.add(value);
  const result = evaluateNested(session, value, scope, key);
  session.active.delete(value);
  session.depth--;
  session.done.set(value, result);
  return result;
}

function evaluateNested(session: Session, value: Value, scope: Scope, key: string): Value {
  switch (value.kind) {
    case 'table':
      return evaluateTable(session, value, innerScope(scope, key, value));
    case 'array':
      return {
        ...value,
        elements: value.elements.map((element, i) => evaluateValue(session, element, scope, String(i))),
      };
    case 'expression':
      return evaluateWhole(session, value, scope);
    default:
      return value;
  }
}

function evaluateTable(session: Session, table: TableValue, scope: Scope): TableValue {
  const members = new Map<string, Member>();
  for (const member of table.members.values()) {
    members.set(member.key, { ...member, value: evaluateValue(session, member.value, scope, member.key) });
  }
  return { ...table, members };
}

/** An expression that is a whole value: where a part of it stays open, all of it stays as it was written. */
function evaluateWhole(session: Session, value: ExpressionValue, scope: Scope): Value {
  const result = evaluateExpression(value.expression, {
    session,
    scope,
    source: value,
    isInterpolated: false,
    evaluate: evaluateExpression,
    evaluateValue,
  });
  if (result.kind !== 'expression') return { ...result, file: value.file, span: value.span };
  const finding = session.open.get(result);
  if (finding !== undefined) session.open.set(value, finding);
  return value;
}
