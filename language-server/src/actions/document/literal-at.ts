import {
  firstToken,
  NodeKind,
  nodeKind,
  nodeSpan,
  nodesAt,
  parseDocument,
  type Span,
  type SyntaxTree,
  type TokenKind,
  tokenKind,
  type Value,
} from '@tsk/parser';
import { isBroken } from './is-broken.ts';

/** A literal that is a whole value, or an element of an array that is one. */
export interface WrittenLiteral {
  readonly node: number;
  readonly token: TokenKind;
  readonly span: Span;
  readonly text: string;
  /** The assignment, member, variable, array or list item that it stands in. */
  readonly parent: number;
}

const holders: ReadonlySet<NodeKind> = new Set([
  NodeKind.Assignment,
  NodeKind.Member,
  NodeKind.Variable,
  NodeKind.Array,
  NodeKind.DashItem,
]);

/** The literal at an offset that is a value; undefined for references, for parts of expressions and for keys. */
export function literalAt(tree: SyntaxTree, offset: number): WrittenLiteral | undefined {
  const nodes = nodesAt(tree, offset);
  const node = nodes.at(-1);
  const parent = nodes.at(-2);
  if (node === undefined || parent === undefined || nodeKind(tree, node) !== NodeKind.Literal) return undefined;
  if (!holders.has(nodeKind(tree, parent)) || nodes.some((one) => nodeKind(tree, one) === NodeKind.Call))
    return undefined;
  // With something behind it that has no place there, it is not known what was meant.
  if (isBroken({ diagnostics: tree.diagnostics }, nodeSpan(tree, parent))) return undefined;
  const span = nodeSpan(tree, node);
  const text = tree.text.slice(span.start, span.end);
  return { node, parent, span, text, token: tokenKind(tree, firstToken(tree, node)) };
}

/** The value that a text is behind `key =`; undefined where it is not one, or something is to be said about it. */
export function readValue(text: string): Value | undefined {
  const { root, diagnostics } = parseDocument(`x = ${text}`, { file: '' });
  return diagnostics.length > 0 ? undefined : root.members.get('x')?.value;
}
