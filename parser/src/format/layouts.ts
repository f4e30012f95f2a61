import { NodeKind } from '../syntax/node-kind.ts';
import { childNodes, endToken, firstToken, nodeKind, type SyntaxTree } from '../syntax/syntax-tree.ts';
import { isTrivia, TokenKind } from '../syntax/token-kind.ts';
import { isComment, lineIndent, type Piece, type Pieces } from './pieces.ts';

/** Statements that share their indentation: those of the root, of a section, or of a body. */
export interface Layout {
  readonly parent: Layout | undefined;
  readonly items: readonly Item[];
  /** The pieces that lie in it, the comments around its statements included. */
  readonly first: number;
  readonly end: number;
  /** The indentation that it has, and the one that it gets. */
  readonly from: string;
  to: string;
  /** Whether it stays as it is, because one of its statements cannot be moved. */
  isStuck: boolean;
}

/** A statement or a list item. Pieces are named by their index. */
export interface Item {
  readonly first: number;
  /** Where its first line ends: before its body, if it has one. */
  readonly headEnd: number;
  /** Where it ends with all that belongs to it. */
  end: number;
  readonly body: Layout | undefined;
  /** The `<` that closes it; -1 where it has none. */
  readonly closer: number;
  /** Whether it is copied as it is. */
  verbatim: boolean;
}

/** The statements above the first header, or a header with the statements below it. */
export interface Part {
  readonly header: Item | undefined;
  readonly layout: Layout;
}

interface Source {
  readonly tree: SyntaxTree;
  readonly pieces: Pieces;
  readonly unit: string;
}

/** Finds the statements of a document with their bodies. */
export function findParts(tree: SyntaxTree, pieces: Pieces, unit: string): readonly Part[] {
  const source = { tree, pieces, unit };
  const root: number[] = [];
  const sections: number[] = [];
  for (const node of childNodes(tree, 0)) (nodeKind(tree, node) === NodeKind.Section ? sections : root).push(node);
  const firstSection = sections[0];
  const rootEnd = firstSection === undefined ? pieces.list.length : pieceAt(source, firstToken(tree, firstSection));
  const parts: Part[] = [{ header: undefined, layout: makeLayout(source, undefined, root, 0, rootEnd, '') }];
  for (const [index, section] of sections.entries()) {
    const next = sections[index + 1];
    const end = next === undefined ? pieces.list.length : pieceAt(source, firstToken(tree, next));
    parts.push(makeSection(source, section, end));
  }
  return parts;
}

function makeSection(source: Source, section: number, end: number): Part {
  const { tree } = source;
  const first = pieceAt(source, firstToken(tree, section));
  const headEnd = endOfLine(source.pieces.list, first, end);
  const header = { first, headEnd, end: headEnd, body: undefined, closer: -1, verbatim: false };
  const layout = makeLayout(source, undefined, [...childNodes(tree, section)], headEnd, end, '');
  return { header, layout };
}

/** Makes the layout of the nodes that start among the pieces `[first, end)`. */
function makeLayout(
  source: Source,
  parent: Layout | undefined,
  nodes: readonly number[],
  first: number,
  end: number,
  to: string,
): Layout {
  const items: Item[] = [];
  const indents: string[] = [];
  const layout = { parent, items, first, end, from: to, to, isStuck: false };
  for (const node of nodes) {
    const start = pieceAt(source, firstToken(source.tree, node));
    const piece = source.pieces.list[start];
    if (piece === undefined || start < first || start >= Math.min(end, pieceAt(source, endToken(source.tree, node))))
      continue;
    const indent = lineIndent(source.tree.text, piece);
    if (indent !== undefined && indents.push(indent) === 1) layout.from = indent;
    items.push(makeItem(source, layout, node, start));
  }
  return layout;
}

function makeItem(source: Source, layout: Layout, node: number, first: number): Item {
  const { tree, pieces, unit } = source;
  const nodeEnd = withTrivia(pieces.list, pieceAt(source, endToken(tree, node)));
  const end = trimComments(pieces.list, first, nodeEnd);
  const lineEnd = endOfLine(pieces.list, first, end);
  const body = findBody(tree, node);
  if (body === undefined) return { first, headEnd: end, end, body: undefined, closer: -1, verbatim: false };
  const closer = nodeKind(tree, node) === NodeKind.AngleBlock ? findCloser(pieces.list, end) : -1;
  const bodyEnd = closer < 0 ? nodeEnd : closer;
  const made = makeLayout(source, layout, body, lineEnd, bodyEnd, layout.to + unit);
  return { first, headEnd: lineEnd, end, body: made, closer, verbatim: false };
}

/** The statements below a statement; undefined where it can have none. */
function findBody(tree: SyntaxTree, node: number): readonly number[] | undefined {
  if (nodeKind(tree, node) === NodeKind.AngleBlock) return [...childNodes(tree, node)];
  for (const child of childNodes(tree, node)) {
    const kind = nodeKind(tree, child);
    if (kind === NodeKind.Body || kind === NodeKind.DashList) return [...childNodes(tree, child)];
  }
  return undefined;
}

/** The `<` on the last line of a block; -1 where the block is not closed. */
function findCloser(pieces: readonly Piece[], end: number): number {
  let at = end - 1;
  while (at >= 0 && (isComment(pieces[at]?.kind ?? 0) || pieces[at]?.kind === TokenKind.Semicolon)) at--;
  return pieces[at]?.kind === TokenKind.AngleClose ? at : -1;
}

function pieceAt({ pieces }: Source, token: number): number {
  return pieces.atToken[token] ?? pieces.list.length;
}

/** Where the line of a piece ends, in pieces. */
function endOfLine(pieces: readonly Piece[], first: number, end: number): number {
  let at = first + 1;
  while (at < end && pieces[at]?.newlines === 0) at++;
  return Math.min(at, end);
}

/** The end of a statement with what follows on its line and means nothing: a comment, a `;`. */
function withTrivia(pieces: readonly Piece[], end: number): number {
  let at = end;
  for (;;) {
    const piece = pieces[at];
    if (piece === undefined || piece.newlines > 0 || !isTrivia(piece.kind)) return at;
    at++;
  }
}

/** Comments on lines of their own after a statement are not parts of it, even where its body is said to end after them. */
function trimComments(pieces: readonly Piece[], first: number, end: number): number {
  let at = end;
  while (at > first + 1) {
    const last = pieces[at - 1];
    if (last === undefined || !isComment(last.kind) || last.newlines === 0) break;
    at--;
  }
  return at;
}
