import { findOperator } from '@tsk/compiler';
import {
  childNodes,
  endNode,
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  nodeSpan,
  type SyntaxTree,
  TokenKind,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from '@tsk/parser';
import { readKey, readQuoted } from './key-text.ts';
import type { NamePart, Site } from './site.ts';

/** Where the walk is. */
interface Position {
  /** Whether keys are those of the configuration, and not of a table within an expression or of a variable. */
  readonly isData: boolean;
  /** The table in which keys stand, and in which names are looked for. */
  readonly scope: readonly string[];
  /** Inside `${…}`, where a bare name is looked for as one with `$` is. */
  readonly isInterpolated: boolean;
  /** Whether `item`, `index` and the like are those of an element. */
  readonly hasElement: boolean;
}

/** The names that operators give to elements. */
const elementNames: ReadonlySet<string> = new Set(['item', 'value', 'key', 'index', 'acc', 'sum']);

const cache = new WeakMap<SyntaxTree, readonly Site[]>();

/** The sites of a text, in its order. Made from its tree, so that broken statements and overridden keys have theirs too. */
export function collectSites(tree: SyntaxTree): readonly Site[] {
  const known = cache.get(tree);
  if (known !== undefined) return known;
  const sites: Site[] = [];
  walk(tree, 0, top, sites);
  cache.set(tree, sites);
  return sites;
}

/**
 * The sites of the statements and sections around an offset, in the order of the text; others are not among them. Right after a
 * keystroke it saves the way through the whole text.
 */
export function collectSitesAround(tree: SyntaxTree, offset: number): readonly Site[] {
  const known = cache.get(tree);
  if (known !== undefined) return known;
  const sites: Site[] = [];
  const end = endNode(tree, 0);
  for (let child = 1; child < end; child = endNode(tree, child)) {
    const span = nodeSpan(tree, child);
    if (span.start > offset + 1) break;
    if (offset <= span.end) walk(tree, child, top, sites);
  }
  return sites;
}

/** Where the statements of a file stand that are below no header. */
const top: Position = { isData: true, scope: [], isInterpolated: false, hasElement: false };

function walk(tree: SyntaxTree, node: number, at: Position, sites: Site[]): void {
  switch (nodeKind(tree, node)) {
    case NodeKind.Section:
    case NodeKind.Assignment:
    case NodeKind.Block:
    case NodeKind.AngleBlock:
    case NodeKind.Member:
      walkKeyed(tree, node, at, sites);
      return;
    case NodeKind.Variable:
      addVariable(tree, node, at, sites);
      walkChildren(tree, node, { ...at, isData: false }, sites);
      return;
    case NodeKind.Array:
    case NodeKind.DashList:
      walkElements(tree, node, at, sites);
      return;
    case NodeKind.Chain:
      walkChain(tree, node, at, sites);
      return;
    case NodeKind.Literal:
      addReference(tree, node, [], at, sites);
      return;
    case NodeKind.Interpolation:
      walkChildren(tree, node, { ...at, isData: false, isInterpolated: true }, sites);
      return;
    case NodeKind.Document:
    case NodeKind.Body:
    case NodeKind.DashItem:
    case NodeKind.Object:
    case NodeKind.Error:
      walkChildren(tree, node, at, sites);
      return;
    default:
      walkChildren(tree, node, { ...at, isData: false }, sites);
  }
}

function walkChildren(tree: SyntaxTree, node: number, at: Position, sites: Site[]): void {
  const end = endNode(tree, node);
  for (let child = node + 1; child < end; child = endNode(tree, child)) walk(tree, child, at, sites);
}

/** Whatever begins with a path: the values in it stand in the table that the path without its last key names. */
function walkKeyed(tree: SyntaxTree, node: number, at: Position, sites: Site[]): void {
  const kind = nodeKind(tree, node);
  const end = endNode(tree, node);
  let parts: readonly NamePart[] = [];
  let outer = kind === NodeKind.Section ? [] : at.scope;
  for (let child = node + 1; child < end; child = endNode(tree, child)) {
    const inner = nodeKind(tree, child);
    if (inner === NodeKind.Path) {
      if (!at.isData) continue;
      parts = readPath(tree, child);
      const isHeader = kind === NodeKind.Section;
      if (parts.length > 0)
        sites.push({ kind: 'key', isHeader, scope: outer, parts, statement: statementSpan(tree, node, child) });
      if (isHeader) outer = parts.map(({ name }) => name);
      continue;
    }
    // Most values are plain ones, which need no scope.
    if (isPlain(tree, child, inner)) continue;
    walk(tree, child, scopeOfChild(kind, inner, at, outer, parts), sites);
  }
}

/** Whether a node is a literal that is no name: a number, a text, a bare word. */
function isPlain(tree: SyntaxTree, node: number, kind: NodeKind): boolean {
  if (kind !== NodeKind.Literal) return false;
  const token = tokenKind(tree, firstToken(tree, node));
  return token !== TokenKind.Variable && token !== TokenKind.Name && token !== TokenKind.Operator;
}

/** What stands in braces, a body, a list or below a header stands in the table of the whole path; a single value in that of its key. */
function scopeOfChild(
  kind: NodeKind,
  child: NodeKind,
  at: Position,
  outer: readonly string[],
  parts: readonly NamePart[],
): Position {
  if (kind === NodeKind.Section) return { ...at, scope: outer };
  const isNested =
    child === NodeKind.Object ||
    child === NodeKind.Body ||
    child === NodeKind.Array ||
    child === NodeKind.DashList ||
    kind === NodeKind.AngleBlock;
  const keys = (isNested ? parts : parts.slice(0, -1)).map(({ name }) => name);
  return keys.length === 0 ? at : { ...at, scope: [...outer, ...keys] };
}

/** A header is a statement of its own; what follows it is not part of it. */
function statementSpan(tree: SyntaxTree, node: number, path: number): { start: number; end: number } {
  const span = nodeSpan(tree, node);
  if (nodeKind(tree, node) !== NodeKind.Section) return span;
  const close = endToken(tree, path);
  return { start: span.start, end: tokenEnd(tree, close) };
}

/** The parts of a path node. */
function readPath(tree: SyntaxTree, path: number): readonly NamePart[] {
  const parts: NamePart[] = [];
  for (let token = firstToken(tree, path); token < endToken(tree, path); token++) {
    const name = readKey(tree, token);
    const form = tokenKind(tree, token) === TokenKind.KeyString ? 'quoted' : 'name';
    if (name !== undefined) parts.push({ name, form, span: tokenSpan(tree, token) });
  }
  return parts;
}

function addVariable(tree: SyntaxTree, node: number, { scope }: Position, sites: Site[]): void {
  const token = firstToken(tree, node);
  if (tokenKind(tree, token) !== TokenKind.KeyVariable) return;
  sites.push({ kind: 'variable', scope, part: sigilPart(tree, token), statement: nodeSpan(tree, node) });
}

function sigilPart(tree: SyntaxTree, token: number): NamePart {
  const start = tokenStart(tree, token) + 1;
  return { name: tokenText(tree, token).slice(1), form: 'name', span: { start, end: tokenEnd(tree, token) } };
}

/** Tables in an array stand in it by their index. */
function walkElements(tree: SyntaxTree, node: number, at: Position, sites: Site[]): void {
  let index = 0;
  for (const child of childNodes(tree, node)) {
    const only = nodeKind(tree, child) === NodeKind.DashItem ? [...childNodes(tree, child)][0] : child;
    if (only !== undefined) {
      const isNested = nodeKind(tree, only) === NodeKind.Object || nodeKind(tree, only) === NodeKind.Array;
      const scope = isNested && at.isData ? [...at.scope, String(index)] : at.scope;
      walk(tree, only, { ...at, scope }, sites);
    }
    index++;
  }
}

/** `base.name[index](arguments)`: the names up to the first call or computed index belong to its base. */
function walkChain(tree: SyntaxTree, node: number, around: Position, sites: Site[]): void {
  const at = { ...around, isData: false };
  const [base, ...suffixes] = childNodes(tree, node);
  if (base === undefined) return;
  const parts: NamePart[] = [];
  let isOpen = true;
  const operator = operatorName(tree, base);
  for (const suffix of suffixes) {
    const part = isOpen ? suffixPart(tree, suffix) : undefined;
    if (part !== undefined) parts.push(part);
    else isOpen = false;
  }
  if (nodeKind(tree, base) !== NodeKind.Literal) walk(tree, base, at, sites);
  else if (operator !== undefined || !startsWithCall(tree, suffixes)) addReference(tree, base, parts, at, sites);

  const methods = parts.map(({ name }) => name).join('.');
  for (const suffix of suffixes) {
    if (nodeKind(tree, suffix) === NodeKind.Call) walkCall(tree, suffix, operator, methods, at, sites);
    else walkChildren(tree, suffix, at, sites);
  }
}

function startsWithCall(tree: SyntaxTree, [first]: readonly number[]): boolean {
  return first !== undefined && nodeKind(tree, first) === NodeKind.Call;
}

function operatorName(tree: SyntaxTree, node: number): string | undefined {
  const token = firstToken(tree, node);
  const isOperator = nodeKind(tree, node) === NodeKind.Literal && tokenKind(tree, token) === TokenKind.Operator;
  return isOperator ? tokenText(tree, token).slice(1) : undefined;
}

/** The name of `.name`, `["name"]` or `[0]`. */
function suffixPart(tree: SyntaxTree, suffix: number): NamePart | undefined {
  if (nodeKind(tree, suffix) === NodeKind.Access) {
    const token = endToken(tree, suffix) - 1;
    if (tokenKind(tree, token) !== TokenKind.Name) return undefined;
    return { name: tokenText(tree, token), form: 'name', span: tokenSpan(tree, token) };
  }
  if (nodeKind(tree, suffix) !== NodeKind.Index) return undefined;
  const [inside] = childNodes(tree, suffix);
  if (inside === undefined || nodeKind(tree, inside) !== NodeKind.Literal) return undefined;
  const token = firstToken(tree, inside);
  const kind = tokenKind(tree, token);
  const text = tokenText(tree, token);
  if (kind === TokenKind.Number) return { name: text, form: 'number', span: tokenSpan(tree, token) };
  const isText = kind === TokenKind.String || kind === TokenKind.RawString;
  return isText ? { name: readQuoted(text), form: 'quoted', span: tokenSpan(tree, token) } : undefined;
}

function walkCall(
  tree: SyntaxTree,
  call: number,
  operator: string | undefined,
  methods: string,
  at: Position,
  sites: Site[],
): void {
  const known = operator === undefined ? undefined : findOperator(operator);
  const functions = known === undefined || known.availability === 'refused' ? [] : known.functions;
  const parameters = functions.find(({ name }) => name === methods)?.parameters ?? [];
  for (const [index, argument] of [...childNodes(tree, call)].entries()) {
    if (operator === 'validate' && index === 0) addRules(tree, argument, at, sites);
    const hasElement = at.hasElement || parameters[index]?.type === 'an expression for each element';
    walk(tree, argument, { ...at, hasElement }, sites);
  }
}

/** The keys that `@validate.required("a", ["b", "c.d"])` names by texts. */
function addRules(tree: SyntaxTree, argument: number, { scope }: Position, sites: Site[]): void {
  for (let token = firstToken(tree, argument); token < endToken(tree, argument); token++) {
    const kind = tokenKind(tree, token);
    if (kind !== TokenKind.String && kind !== TokenKind.RawString) continue;
    const text = tokenText(tree, token).slice(1, -1);
    if (text === '' || text.includes('\\')) continue;
    let start = tokenStart(tree, token) + 1;
    const parts: NamePart[] = [];
    for (const name of text.split('.')) {
      parts.push({ name, form: 'name', span: { start, end: start + name.length } });
      start += name.length + 1;
    }
    sites.push({ kind: 'reference', by: 'rule', scope, parts, span: tokenSpan(tree, token) });
  }
}

/** A `$variable`, a bare name or an `@operator`, with the names behind it. */
function addReference(
  tree: SyntaxTree,
  literal: number,
  rest: readonly NamePart[],
  { scope, isInterpolated, hasElement }: Position,
  sites: Site[],
): void {
  const token = firstToken(tree, literal);
  const span = { start: tokenStart(tree, token), end: rest.at(-1)?.span.end ?? tokenEnd(tree, token) };
  const kind = tokenKind(tree, token);
  if (kind === TokenKind.Operator) {
    const name = tokenText(tree, token).slice(1);
    sites.push({ kind: 'operator', name, methods: rest.map((part) => part.name), span });
    return;
  }
  if (kind !== TokenKind.Variable && kind !== TokenKind.Name) return;
  const isSigil = kind === TokenKind.Variable;
  const own: NamePart = isSigil
    ? sigilPart(tree, token)
    : { name: tokenText(tree, token), form: 'name', span: tokenSpan(tree, token) };
  if (hasElement && elementNames.has(own.name)) return;
  sites.push({ kind: 'reference', by: isSigil || isInterpolated ? '$' : 'name', scope, parts: [own, ...rest], span });
}

function tokenSpan(tree: SyntaxTree, token: number): { start: number; end: number } {
  return { start: tokenStart(tree, token), end: tokenEnd(tree, token) };
}
