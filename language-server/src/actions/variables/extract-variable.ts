import {
  childNodes,
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  nodeSpan,
  nodesAt,
  type Span,
  type SyntaxTree,
  TokenKind,
  tokenKind,
} from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionSource, Change, Refactoring } from '../document/action.ts';
import { isBroken } from '../document/is-broken.ts';
import { at, indentAt, insertionAbove, isFirstInLine, slice, topOf } from '../document/lines.ts';
import { isLive } from '../document/live-values.ts';
import { pathKeys } from '../document/written-table.ts';

/** Gives the value at the cursor a name: `$timeout = 30s` above, and `$timeout` where it stood. */
const here: Refactoring = {
  id: 'extract-variable',
  kind: CodeActionKind.RefactorExtract,
  keeps: 'values',
  *find(source) {
    const value = findExtractable(source);
    if (value === undefined) return;
    const { tree, text } = source.document;
    const statement = value.nodes.find((node) => isDataStatement(tree, node));
    if (statement === undefined) return;
    const { start } = nodeSpan(tree, statement);
    if (!isFirstInLine(text, start) || isBroken(tree, nodeSpan(tree, statement))) return;
    // In braces a key of the same name may stand nearer than the variable.
    const own = value.nodes.some((node) => nodeKind(tree, node) === NodeKind.Object) ? 1 : Number.MAX_SAFE_INTEGER;
    const name = freeName(text, value.key, own);
    const indent = indentAt(text, start);
    yield {
      title: `Extract to the variable $${name}`,
      change: () => declare(text, insertionAbove(text, start), indent, name, [value.span]),
    };
  },
};

/** The same for every value of the file that is written like it; the name is declared above all of them. */
const everywhere: Refactoring = {
  id: 'extract-variable-everywhere',
  kind: CodeActionKind.RefactorExtract,
  keeps: 'values',
  *find(source) {
    const value = findExtractable(source);
    if (value === undefined) return;
    const { tree, text } = source.document;
    const written = slice(text, value.span);
    const spans = [...listEqual(tree, written)].filter(({ start }) => isLive(source.document.document, start));
    const first = [...childNodes(tree, 0)][0];
    if (spans.length < 2 || first === undefined || isBroken(tree, { start: 0, end: text.length })) return;
    const own = spans.filter(({ start }) =>
      new RegExp(`\\b${value.key}["']?\\s*[=:]\\s*$`).test(text.slice(0, start).slice(-100)),
    );
    const name = freeName(text, value.key, own.length);
    yield {
      title: `Extract all ${spans.length} occurrences to the variable $${name}`,
      change: () => declare(text, topOf(text, nodeSpan(tree, first).start), '', name, spans),
    };
  },
};

/** The ways to give a value a name. */
export const extractVariable: readonly Refactoring[] = [here, everywhere];

interface Extractable {
  readonly span: Span;
  readonly key: string;
  /** The nodes around it, from the outermost. */
  readonly nodes: readonly number[];
}

/** The value at the cursor, or that is selected, where a reference could stand for it. */
function findExtractable({ document, range }: ActionSource): Extractable | undefined {
  const { tree } = document;
  const nodes = nodesAt(tree, range.start);
  const index = nodes.findLastIndex(
    (node, at) => isValueOf(tree, node, nodes[at - 1]) && covers(nodeSpan(tree, node), range),
  );
  const node = nodes[index];
  const parent = nodes[index - 1];
  if (node === undefined || parent === undefined || nodeKind(tree, 1) === NodeKind.Object) return undefined;
  if (nodes.some((one) => nodeKind(tree, one) === NodeKind.Call || nodeKind(tree, one) === NodeKind.Variable))
    return undefined;
  const holder = nodes.slice(0, index).findLast((one) => nodeKind(tree, one + 1) === NodeKind.Path);
  const keys = holder === undefined ? [] : pathKeys(tree, holder + 1);
  const span = nodeSpan(tree, node);
  if (keys.length === 0 || isBroken(document.document, span) || refersTo(tree, node)) return undefined;
  return !isLive(document.document, span.start) ? undefined : { span, key: keys.at(-1) ?? '', nodes };
}

function covers(span: Span, range: Span): boolean {
  return range.start === range.end || (span.start === range.start && span.end === range.end);
}

const valueKinds: ReadonlySet<NodeKind> = new Set([
  NodeKind.Literal,
  NodeKind.Array,
  NodeKind.Prefix,
  NodeKind.Template,
]);
const holderKinds: ReadonlySet<NodeKind> = new Set([
  NodeKind.Assignment,
  NodeKind.Member,
  NodeKind.Array,
  NodeKind.DashItem,
]);

function isValueOf(tree: SyntaxTree, node: number, parent: number | undefined): boolean {
  return parent !== undefined && valueKinds.has(nodeKind(tree, node)) && holderKinds.has(nodeKind(tree, parent));
}

/** Whether a value stands for something else already, or is a text whose form counts. */
function refersTo(tree: SyntaxTree, node: number): boolean {
  for (let token = firstToken(tree, node); token < endToken(tree, node); token++) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Variable || kind === TokenKind.Name || kind === TokenKind.BlockScalar) return true;
    if (kind === TokenKind.InterpolationOpen || kind === TokenKind.Operator) return true;
  }
  return false;
}

/** A statement in a table of the file, above which a variable can be declared: not one in braces. */
function isDataStatement(tree: SyntaxTree, node: number): boolean {
  const kind = nodeKind(tree, node);
  return kind === NodeKind.Assignment || kind === NodeKind.Block;
}

/** The values of the file that are written in a certain way. */
function* listEqual(tree: SyntaxTree, written: string): Generator<Span> {
  const parents: number[] = [];
  for (let node = 0; node < tree.nodes.kinds.length; node++) {
    while (parents.length > 0 && (tree.nodes.endNodes[parents.at(-1) ?? 0] ?? 0) <= node) parents.pop();
    const parent = parents.at(-1);
    parents.push(node);
    if (!isValueOf(tree, node, parent)) continue;
    if (parents.some((one) => nodeKind(tree, one) === NodeKind.Variable || nodeKind(tree, one) === NodeKind.Call))
      continue;
    const span = nodeSpan(tree, node);
    if (slice(tree.text, span) === written) yield span;
  }
}

function declare(text: string, line: number, indent: string, name: string, spans: readonly Span[]): Change {
  const [first] = spans;
  const value = first === undefined ? '' : slice(text, first);
  const gap = text.slice(line).trimStart().startsWith('[') ? '\n' : '';
  return {
    edits: [
      { span: at(line), newText: `${indent}$${name} = ${value}\n${gap}` },
      ...spans.map((span) => ({ span, newText: `$${name}` })),
    ],
  };
}

/** A name that nothing in the file refers to, and that no more than so many keys have. */
function freeName(text: string, key: string, maxKeys: number): string {
  const base = key.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_') || 'value';
  const isFree = (name: string): boolean =>
    !new RegExp(`[$\{]${name}\\b`).test(text) &&
    [...text.matchAll(new RegExp(`\\b${name}["']?\\s*[=:{>.\\]]`, 'g'))].length <= maxKeys;
  if (isFree(base)) return base;
  let number = 2;
  while (!isFree(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
