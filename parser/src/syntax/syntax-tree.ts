import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/place.ts';
import type { NodeKind } from './node-kind.ts';
import { isTrivia, TokenKind } from './token-kind.ts';
import type { NodeColumns } from './tree-builder.ts';

/**
 * A text with its structure: lossless, for any text, and compact. Tokens and nodes are numbers, their facts are columns of
 * numbers; the functions below read them. Token `i` goes from `tokenStarts[i]` to the start of the next one.
 * A node is followed by its descendants, so that its first child is the next node, and the sibling of a child is where the
 * child's descendants end. Node 0 is the document. The children of the document include its sections, whole: the unit in which
 * a later parse can reuse an earlier one.
 */
export interface SyntaxTree {
  readonly file: string;
  readonly text: string;
  readonly tokenKinds: Uint8Array;
  readonly tokenStarts: Uint32Array;
  readonly nodes: NodeColumns;
  /** The findings of the lexer and the grammar, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Whether each section is read without regard to the others. Not so where something is reported once for a whole text:
   * the depth limit, a `###` that is never closed, the markers of a merge conflict.
   */
  readonly isolated: boolean;
}

/** What a token is. */
export function tokenKind(tree: SyntaxTree, token: number): TokenKind {
  return (tree.tokenKinds[token] ?? TokenKind.Bad) as TokenKind;
}

/** The offset at which a token starts. */
export function tokenStart(tree: SyntaxTree, token: number): number {
  return tree.tokenStarts[token] ?? tree.text.length;
}

/** The offset at which a token ends: where the next one starts. */
export function tokenEnd(tree: SyntaxTree, token: number): number {
  return tree.tokenStarts[token + 1] ?? tree.text.length;
}

/** The text of a token. */
export function tokenText(tree: SyntaxTree, token: number): string {
  return tree.text.slice(tokenStart(tree, token), tokenEnd(tree, token));
}

/** The token that holds the character at `offset`; at the text's end the last one. Missing closers hold no character. */
export function tokenAt(tree: SyntaxTree, offset: number): number {
  let low = 0;
  let high = tree.tokenStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tokenStart(tree, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a node is. */
export function nodeKind(tree: SyntaxTree, node: number): NodeKind {
  return (tree.nodes.kinds[node] ?? 0) as NodeKind;
}

/** The index of a node's first token. */
export function firstToken(tree: SyntaxTree, node: number): number {
  return tree.nodes.firstTokens[node] ?? 0;
}

/** The index after a node's last token. */
export function endToken(tree: SyntaxTree, node: number): number {
  return tree.nodes.endTokens[node] ?? 0;
}

/** The index after a node's last descendant: where its next sibling is, if it has one. */
export function endNode(tree: SyntaxTree, node: number): number {
  return tree.nodes.endNodes[node] ?? node + 1;
}

/** The text that a node covers, without the trivia around it. */
export function nodeSpan(tree: SyntaxTree, node: number): Span {
  const first = firstToken(tree, node);
  const start = tokenStart(tree, first);
  let last = endToken(tree, node) - 1;
  // A line break that ends a statement belongs to it, but nobody wants to see it marked.
  while (last > first && isInvisible(tokenKind(tree, last))) last--;
  return { start, end: last < first ? start : tokenEnd(tree, last) };
}

function isInvisible(kind: TokenKind): boolean {
  return isTrivia(kind) || kind === TokenKind.EndOfLine || kind === TokenKind.Dedent || kind === TokenKind.Indent;
}

/** The text that a node covers. */
export function nodeText(tree: SyntaxTree, node: number): string {
  const { start, end } = nodeSpan(tree, node);
  return tree.text.slice(start, end);
}

/** The children of a node, in order. */
export function* childNodes(tree: SyntaxTree, node: number): Generator<number, void, undefined> {
  const end = endNode(tree, node);
  for (let child = node + 1; child < end; child = endNode(tree, child)) yield child;
}

/** The nodes around an offset, from the document to the innermost one; trivia belongs to the node around it. */
export function nodesAt(tree: SyntaxTree, offset: number): readonly number[] {
  const found: number[] = [];
  let node: number | undefined = 0;
  while (node !== undefined) {
    found.push(node);
    node = findChildAt(tree, node, offset);
  }
  return found;
}

function findChildAt(tree: SyntaxTree, node: number, offset: number): number | undefined {
  for (const child of childNodes(tree, node)) {
    const { start, end } = nodeSpan(tree, child);
    if (start <= offset && offset <= end) return child;
    if (start > offset) return undefined;
  }
  return undefined;
}
