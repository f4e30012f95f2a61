import { skipBlanks } from '../syntax/characters.ts';
import { NodeKind } from '../syntax/node-kind.ts';
import {
  childNodes,
  endNode,
  firstToken,
  nodeKind,
  nodeSpan,
  type SyntaxTree,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from '../syntax/syntax-tree.ts';
import { isTrivia, TokenKind } from '../syntax/token-kind.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { buildLineIndex, type LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/place.ts';
import { callArguments } from './build-expression.ts';
import { type BareWord, buildMembers, buildValue, emptyValue, type ValueContext } from './build-value.ts';
import * as kinds from './diagnostics.ts';
import type { Document, IncludeStatement, OperatorStatement, VariableDeclaration } from './document.ts';
import { type KeySegment, keySegments } from './keys.ts';
import { stringAt } from './literals.ts';
import { complain, type DraftTable, enterPath, enterTable, makeTable, setMember } from './table.ts';
import type { Value } from './value.ts';

/** What building a document needs besides the context of its values. */
interface DocumentContext extends ValueContext {
  readonly variables: VariableDeclaration[];
  readonly includes: IncludeStatement[];
  readonly statements: OperatorStatement[];
  /** Where the parser's diagnostics start. */
  readonly refusedAt: ReadonlySet<number>;
  /** The first header of each table that has one. */
  readonly headers: Map<DraftTable, Span>;
}

/** Where statements stand: their table, its path, and whether that is directly below a `[section]` header. */
interface Scope {
  readonly table: DraftTable;
  readonly path: readonly string[];
  readonly inSection: boolean;
}

/** Builds the document that a syntax tree says: data with heads, duplicates and dotted keys resolved. (language.md, section 7) */
export function buildDocument(tree: SyntaxTree): Document {
  const diagnostics: Diagnostic[] = [];
  const bareWords: BareWord[] = [];
  const context: DocumentContext = {
    tree,
    file: tree.file,
    diagnostics,
    bareWords,
    heads: new Set(),
    variables: [],
    includes: [],
    statements: [],
    refusedAt: new Set(tree.diagnostics.map(({ span }) => span.start)),
    headers: new Map(),
  };
  const root = makeTable(context, { start: 0, end: tree.text.length });
  buildStatements(context, 0, { table: root, path: [], inSection: false });
  checkBareWords(context, root);
  const schema = findSchema(tree);
  let lines: LineIndex | undefined;
  return {
    file: tree.file,
    tree,
    get lines() {
      lines ??= buildLineIndex(tree.text);
      return lines;
    },
    root,
    variables: context.variables,
    includes: context.includes,
    statements: context.statements,
    ...(schema === undefined ? {} : { schema }),
    diagnostics: inTextOrder([...tree.diagnostics, ...diagnostics]),
  };
}

function inTextOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function buildStatements(context: DocumentContext, node: number, scope: Scope): void {
  const { tree } = context;
  const end = endNode(tree, node);
  for (let child = node + 1; child < end; child = endNode(tree, child)) buildStatement(context, child, scope);
}

function buildStatement(context: DocumentContext, node: number, scope: Scope): void {
  switch (nodeKind(context.tree, node)) {
    case NodeKind.Section:
      buildSection(context, node, scope);
      return;
    case NodeKind.Assignment:
      buildAssignment(context, node, scope);
      return;
    case NodeKind.Block:
    case NodeKind.AngleBlock:
      buildBlock(context, node, scope);
      return;
    case NodeKind.Object:
      buildMembers(context, node, scope.table);
      return;
    case NodeKind.Variable:
      buildVariable(context, node, scope);
      return;
    case NodeKind.Include:
      buildInclude(context, node, scope);
      return;
    case NodeKind.OperatorStatement:
      buildOperatorStatement(context, node, scope);
      return;
    default:
      // A path belongs to its parent, and what is in an error node was reported by the parser.
      return;
  }
}

/** `[a.b]`: headers are absolute, and the scope of the statements below. */
function buildSection(context: DocumentContext, node: number, outer: Scope): void {
  const { tree, headers } = context;
  const hasPath = nodeKind(tree, node + 1) === NodeKind.Path && node + 1 < endNode(tree, node);
  const segments = hasPath ? keySegments(tree, node + 1, 'unique') : [];
  const last = segments[segments.length - 1];
  if (last === undefined) {
    buildStatements(context, node, outer);
    return;
  }
  const table = enterTable(context, enterPath(context, outer.table, segments), last);
  const path = segments.map(({ key }) => key);
  const first = headers.get(table);
  const span = nodeSpan(tree, node + 1);
  if (first === undefined) headers.set(table, span);
  else
    complain(
      context,
      kinds.sectionReopened,
      span,
      [path.join('.')],
      [{ file: tree.file, span: first, message: 'the first time' }],
    );
  buildStatements(context, node, { table, path, inSection: true });
}

function buildAssignment(context: DocumentContext, node: number, scope: Scope): void {
  const { tree } = context;
  const segments = keySegments(tree, node + 1);
  const last = segments[segments.length - 1];
  if (last === undefined) return;
  const table = segments.length === 1 ? scope.table : enterPath(context, scope.table, segments);
  const valueNode = endNode(tree, node + 1);
  if (valueNode >= endNode(tree, node)) {
    setMember(context, table, last, emptyOrInvalid(context, node, last));
    return;
  }
  if (nodeKind(tree, valueNode) === NodeKind.Body) {
    buildStatements(context, valueNode, inside(context, scope, table, segments));
  } else {
    setMember(context, table, last, buildValue(context, valueNode, last.key, table));
  }
}

/** A key without a value is null, unless what follows was refused: `color: #fff` is a comment by the rules only. */
function emptyOrInvalid(context: DocumentContext, node: number, key: KeySegment): Value {
  const { tree, file, refusedAt } = context;
  const span = nodeSpan(tree, node);
  const next = skipBlanks(tree.text, span.end);
  return refusedAt.has(next) ? { kind: 'invalid', file, span } : emptyValue(context, key.key, key.span);
}

/** The scope inside the last segment of a key. */
function inside(context: DocumentContext, scope: Scope, table: DraftTable, segments: readonly KeySegment[]): Scope {
  const last = segments[segments.length - 1];
  const inner = last === undefined ? table : enterTable(context, table, last);
  return { table: inner, path: [...scope.path, ...segments.map(({ key }) => key)], inSection: false };
}

/** `path { … }` and `path >` … `<`. */
function buildBlock(context: DocumentContext, node: number, scope: Scope): void {
  const { tree } = context;
  const segments = keySegments(tree, node + 1);
  const inner = inside(context, scope, enterPath(context, scope.table, segments), segments);
  if (scope.inSection) complain(context, kinds.blockInSection, nodeSpan(tree, node + 1), [inner.path.join('.')]);
  buildStatements(context, node, inner);
}

function buildVariable(context: DocumentContext, node: number, scope: Scope): void {
  const { tree, file } = context;
  const token = firstToken(tree, node);
  const nameSpan = { start: tokenStart(tree, token), end: tokenEnd(tree, token) };
  const name = tokenText(tree, token).slice(1);
  context.variables.push({
    name,
    nameSpan,
    section: scope.path,
    value: buildVariableValue(context, node, { key: `$${name}`, span: nameSpan }, scope),
    file,
    span: nodeSpan(tree, node),
  });
}

function buildVariableValue(context: DocumentContext, node: number, key: KeySegment, scope: Scope): Value {
  const { tree } = context;
  const valueNode = node + 1;
  if (valueNode >= endNode(tree, node)) return emptyOrInvalid(context, node, key);
  if (nodeKind(tree, valueNode) !== NodeKind.Body) return buildValue(context, valueNode, key.key, scope.table);
  const table = makeTable(context, nodeSpan(tree, valueNode));
  buildStatements(context, valueNode, { table, path: scope.path, inSection: false });
  return table;
}

function buildInclude(context: DocumentContext, node: number, scope: Scope): void {
  const { tree, file } = context;
  const literal = node + 1;
  if (literal >= endNode(tree, node)) return;
  const token = firstToken(tree, literal);
  const path = stringAt(tokenKind(tree, token), tree.text, tokenStart(tree, token), tokenEnd(tree, token));
  if (path === undefined) return;
  const directive = tokenText(tree, firstToken(tree, node)).slice(1) as IncludeStatement['directive'];
  context.includes.push({
    directive,
    path,
    pathSpan: nodeSpan(tree, literal),
    section: scope.path,
    file,
    span: nodeSpan(tree, node),
  });
}

/** `@name.method(…)` as a statement: the methods up to the first call, and the arguments of that call. */
function buildOperatorStatement(context: DocumentContext, node: number, scope: Scope): void {
  const { tree, file } = context;
  const name = tokenText(tree, firstToken(tree, node)).slice(1);
  const methods: string[] = [];
  for (const suffix of childNodes(tree, node + 1)) {
    const kind = nodeKind(tree, suffix);
    if (kind === NodeKind.Access) methods.push(nodeSuffixName(tree, suffix));
    if (kind !== NodeKind.Call) continue;
    const found = callArguments(tree, suffix);
    context.statements.push({ name, methods, arguments: found, section: scope.path, file, span: nodeSpan(tree, node) });
    return;
  }
}

function nodeSuffixName(tree: SyntaxTree, access: number): string {
  const { start, end } = nodeSpan(tree, access);
  return tree.text.slice(start, end).replace(/^\??\.\s*/, '');
}

/** A bare word is text, also where a key has its name; there a reference may have been meant. */
function checkBareWords(context: DocumentContext, root: DraftTable): void {
  for (const { word, key, span, table } of context.bareWords) {
    if (word !== key && (table.members.has(word) || root.members.has(word)))
      complain(context, kinds.bareIsKey, span, [word]);
  }
}

/** The path in a `#:schema path` comment above the first statement. */
function findSchema(tree: SyntaxTree): { readonly path: string; readonly span: Span } | undefined {
  for (let token = 0; token < tree.tokenKinds.length && isTrivia(tokenKind(tree, token)); token++) {
    if (tokenKind(tree, token) !== TokenKind.Comment) continue;
    const match = /^(#:schema\s+)(\S+)/.exec(tokenText(tree, token));
    if (match === null) continue;
    const [, intro = '', path = ''] = match;
    const start = tokenStart(tree, token) + intro.length;
    return { path, span: { start, end: start + path.length } };
  }
  return undefined;
}
