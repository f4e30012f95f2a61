import {
  childNodes,
  endNode,
  firstToken,
  NodeKind,
  nodeKind,
  nodeSpan,
  nodeText,
  type Span,
  type SyntaxTree,
  tokenEnd,
  tokenStart,
  tokenText,
} from '@tsk/parser';
import type { SourceDocument } from '../workspace/source-document.ts';

/** One thing that a text names: a section, key, variable, include or element of a list, with what is inside of it. */
export interface OutlineEntry {
  readonly kind: 'section' | 'table' | 'list' | 'value' | 'variable' | 'include' | 'operator';
  readonly name: string;
  /** The first line of its value, shortened; '' where it has none. */
  readonly detail: string;
  readonly span: Span;
  /** The part of `span` that names it. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

/** How many entries an outline has at most: editors grow slow with more. Past that only sections and their keys are listed. */
const maxEntries = 20_000;

const known = new WeakMap<SourceDocument, readonly OutlineEntry[]>();

/** The outline of a document, made once. It follows the syntax tree, so that a mistake costs no more than its own entry. */
export function outlineOf(document: SourceDocument): readonly OutlineEntry[] {
  const made = known.get(document) ?? [...listEntries(document.tree, 0, { left: maxEntries })];
  known.set(document, made);
  return made;
}

function* listEntries(tree: SyntaxTree, parent: number, room: { left: number }): Generator<OutlineEntry> {
  let index = 0;
  for (const node of childNodes(tree, parent)) {
    const entry = entryOf(tree, node, index++, room);
    if (entry === undefined) continue;
    room.left--;
    yield entry;
  }
}

function entryOf(tree: SyntaxTree, node: number, index: number, room: { left: number }): OutlineEntry | undefined {
  const span = nodeSpan(tree, node);
  const kind = nodeKind(tree, node);
  switch (kind) {
    case NodeKind.Section:
    case NodeKind.AngleBlock:
      return withBody(tree, node, kind === NodeKind.Section ? 'section' : 'table', span, room);
    case NodeKind.Assignment:
    case NodeKind.Block:
    case NodeKind.Member:
      return keyEntry(tree, node, span, room);
    case NodeKind.Variable: {
      const name = firstToken(tree, node);
      const nameSpan = { start: tokenStart(tree, name), end: tokenEnd(tree, name) };
      return {
        kind: 'variable',
        name: tokenText(tree, name),
        nameSpan,
        span,
        ...describeValue(tree, [...childNodes(tree, node)][0], room),
      };
    }
    case NodeKind.Include: {
      const [path] = childNodes(tree, node);
      const nameSpan = path === undefined ? span : nodeSpan(tree, path);
      const name = tree.text.slice(nameSpan.start, nameSpan.end).replaceAll(/^["']|["']$/g, '');
      return { kind: 'include', name: name || '@include', detail: '', span, nameSpan, children: [] };
    }
    case NodeKind.OperatorStatement:
      return { kind: 'operator', name: shorten(nodeText(tree, node)), detail: '', span, nameSpan: span, children: [] };
    case NodeKind.DashItem:
      return elementEntry(tree, [...childNodes(tree, node)][0], span, index, room);
    case NodeKind.Object:
    case NodeKind.Array:
      return elementEntry(tree, node, span, index, room);
    default:
      return undefined;
  }
}

function withBody(
  tree: SyntaxTree,
  node: number,
  kind: 'section' | 'table',
  span: Span,
  room: { left: number },
): OutlineEntry {
  const [path] = childNodes(tree, node);
  const nameSpan = path !== undefined && nodeKind(tree, path) === NodeKind.Path ? nodeSpan(tree, path) : undefined;
  const name = nameSpan === undefined ? '' : tree.text.slice(nameSpan.start, nameSpan.end);
  const children = [...listEntries(tree, node, room)];
  return {
    kind,
    name: name || '[]',
    detail: '',
    span,
    nameSpan: name === '' ? { ...span, end: Math.min(span.end, span.start + 1) } : (nameSpan ?? span),
    children,
  };
}

function keyEntry(tree: SyntaxTree, node: number, span: Span, room: { left: number }): OutlineEntry | undefined {
  const [path, value] = childNodes(tree, node);
  if (path === undefined || nodeKind(tree, path) !== NodeKind.Path) return undefined;
  const nameSpan = nodeSpan(tree, path);
  const name = tree.text.slice(nameSpan.start, nameSpan.end);
  if (name === '') return undefined;
  const { kind = 'value', ...rest } = describeValue(tree, value, room);
  return { kind, name, nameSpan, span, ...rest };
}

/** An element of a list, where it has something inside of it that can be named. */
function elementEntry(
  tree: SyntaxTree,
  value: number | undefined,
  span: Span,
  index: number,
  room: { left: number },
): OutlineEntry | undefined {
  const { kind = 'value', detail, children } = describeValue(tree, value, room);
  if (kind === 'value' || span.start === span.end) return undefined;
  return { kind, name: `[${index}]`, detail, span, nameSpan: { start: span.start, end: span.start + 1 }, children };
}

function describeValue(
  tree: SyntaxTree,
  value: number | undefined,
  room: { left: number },
): Pick<OutlineEntry, 'detail' | 'children'> & { readonly kind?: 'table' | 'list' } {
  if (value === undefined) return { detail: '', children: [] };
  const children = (): readonly OutlineEntry[] => (room.left > 0 ? [...listEntries(tree, value, room)] : []);
  switch (nodeKind(tree, value)) {
    case NodeKind.Object:
    case NodeKind.Body:
      return { kind: 'table', detail: '', children: children() };
    case NodeKind.Array:
    case NodeKind.DashList:
      return { kind: 'list', detail: describeList(tree, value), children: children() };
    default:
      return { detail: shorten(nodeText(tree, value)), children: [] };
  }
}

function describeList(tree: SyntaxTree, list: number): string {
  let count = 0;
  const end = endNode(tree, list);
  for (let child = list + 1; child < end; child = endNode(tree, child)) count++;
  return count === 1 ? '1 element' : `${count} elements`;
}

function shorten(text: string): string {
  const [line = ''] = text.split(/\r\n|[\r\n]/, 1);
  return line.length > 60 || line.length < text.length ? `${line.slice(0, 59)}…` : line;
}
