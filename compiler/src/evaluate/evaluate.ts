import type { Diagnostic, Document, ExpressionValue, Member, TableValue, Value } from '@tsk/parser';
import { report } from '@tsk/parser';
import { tooLarge } from './catalogue.ts';
import type { Context } from './context.ts';
import { evaluateExpression } from './expression.ts';
import { type ImportedVariable, type Imports, noImports } from './imports.ts';
import { innerScope, type Scope, scopeAt } from './scope.ts';
import { maxDepth, type Session, startSession, takeRoom } from './session.ts';
import { runStatements } from './statements.ts';
import type { TraceStep } from './trace.ts';

/** The data of a document with its references and constant expressions replaced by their values. */
export interface EvaluatedDocument {
  readonly root: TableValue;
  /** The variables that stand in no section, which a file that includes this one can use. */
  readonly variables: readonly ImportedVariable[];
  /** All its variables, in the order of the text. */
  readonly declared: readonly ImportedVariable[];
  /** The expressions in it that stay as they are, each with the finding to report where its value is needed. */
  readonly open: ReadonlyMap<Value, Diagnostic>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Evaluates what can be known at compile time: literals, references, constant expressions and pure operators.
 * `@env` becomes a deferred value; every other expression stays as it is. Names may be those of included files.
 */
export function evaluateDocument(document: Document, imports: Imports = noImports): EvaluatedDocument {
  const isAlone = imports.list.length === 0 && imports.base === undefined && imports.open.size === 0;
  const known = isAlone ? evaluatedAlone.get(document) : undefined;
  const evaluated = known ?? evaluateWith(document, imports);
  if (isAlone) evaluatedAlone.set(document, evaluated);
  return evaluated;
}

/** Documents that include nothing mean the same every time: an editor evaluates again only what was edited. */
const evaluatedAlone = new WeakMap<Document, EvaluatedDocument>();

function evaluateWith(document: Document, imports: Imports): EvaluatedDocument {
  const session = startSession(document, imports);
  const root = evaluateTable(session, document.root, session.names.root);
  const variables = document.variables.map(({ name, section, value, file, span }) => ({
    name,
    isGlobal: section.length === 0,
    declared: { file, span },
    value: evaluateValue(session, value, scopeAt(session.names.root, section), name),
  }));
  runStatements(document, root, (section, source) =>
    makeContext(session, scopeAt(session.names.root, section), source),
  );
  return {
    root,
    variables: variables.filter(({ isGlobal }) => isGlobal),
    declared: variables,
    open: session.open,
    diagnostics: session.diagnostics,
  };
}

/** How the value at a path of a document comes to be: the references and operators that are evaluated for it, in order. */
export function traceValue(document: Document, imports: Imports, path: readonly string[]): readonly TraceStep[] {
  const session = startSession(document, imports);
  const trace: TraceStep[] = [];
  session.trace = trace;
  let at: Value = document.root;
  let scope = session.names.root;
  for (const [index, key] of path.entries()) {
    if (at.kind === 'expression') break;
    const inner: Value | undefined = at.kind === 'table' ? at.members.get(key)?.value : undefined;
    const element: Value | undefined = at.kind === 'array' ? at.elements[Number(key)] : inner;
    if (element === undefined) return [];
    if (element.kind === 'table' && index < path.length - 1) scope = innerScope(scope, key, element);
    at = element;
  }
  evaluateValue(session, at, scope, path.at(-1) ?? '');
  return trace;
}

/** Evaluates a value that stands in `scope` under `key`. */
function evaluateValue(session: Session, value: Value, scope: Scope, key: string): Value {
  if (value.kind !== 'expression' && value.kind !== 'table' && value.kind !== 'array') return value;
  const known = session.done.get(value);
  if (known !== undefined) return known;
  // An expression that an operator left open was evaluated with names that are not there any more.
  if (session.open.has(value)) return value;
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
  const result = evaluateExpression(value.expression, makeContext(session, scope, value));
  if (result.kind !== 'expression') {
    if (takeRoom(session, result)) return { ...result, file: value.file, span: value.span };
    session.diagnostics.push(report(tooLarge, value, ['the values of this file grow too large']));
    return { kind: 'invalid', file: value.file, span: value.span };
  }
  const finding = session.open.get(result);
  if (finding !== undefined) session.open.set(value, finding);
  return value;
}

function makeContext(session: Session, scope: Scope, source: ExpressionValue): Context {
  return {
    session,
    scope,
    source,
    isInterpolated: false,
    isMath: false,
    names: {},
    evaluate: evaluateExpression,
    evaluateValue,
  };
}
