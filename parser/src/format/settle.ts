import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import type { Item, Layout, Part } from './layouts.ts';
import { isComment, lineIndent, type Piece } from './pieces.ts';

interface Source {
  readonly tree: SyntaxTree;
  readonly pieces: readonly Piece[];
  /** The pieces that nobody can be sure about. */
  readonly broken: Uint8Array;
}

/**
 * Decides which statements are copied as they are: those with a broken piece. Statements of one body share their indentation, so
 * where one of them cannot be moved and the body should be, none of them is moved, nor is the statement that the body is of.
 */
export function settle(tree: SyntaxTree, pieces: readonly Piece[], broken: Uint8Array, parts: readonly Part[]): void {
  const source = { tree, pieces, broken };
  for (const { header, layout } of parts) {
    if (header !== undefined) markIndentedHeader(source, header);
    markSharedLines(source, layout);
  }
  for (const { header, layout } of parts) {
    if (header !== undefined) header.verbatim = isBroken(source, header.first, header.end);
    settleLayout(source, layout);
  }
}

/** A broken header that is indented could become a part of a text above it, if that were moved. */
function markIndentedHeader(source: Source, { first, end }: Item): void {
  const piece = source.pieces[first];
  const isIndented = piece !== undefined && lineIndent(source.tree.text, piece) !== '';
  if (isIndented && first > 0 && isBroken(source, first, end)) source.broken[first - 1] = 1;
}

/** Two statements on one line are one mistake. */
function markSharedLines(source: Source, { items }: Layout): void {
  for (const { first, body } of items) {
    const piece = source.pieces[first];
    if (piece !== undefined && lineIndent(source.tree.text, piece) === undefined) {
      source.broken[first] = 1;
      if (first > 0) source.broken[first - 1] = 1;
    }
    if (body !== undefined) markSharedLines(source, body);
  }
}

/** Returns whether the layout has to stay where it is, though it should be moved. */
function settleLayout(source: Source, layout: Layout): boolean {
  const { items, from, to } = layout;
  for (const item of items) {
    const isStuck = item.body !== undefined && settleLayout(source, item.body);
    item.verbatim = isStuck || ownBroken(source, item);
  }
  const isRegular = items.every(({ first }) => isIndented(source, first, from));
  const isStuck =
    !isRegular || (from !== to && (items.some(({ verbatim }) => verbatim) || looseBroken(source, layout)));
  if (isStuck) {
    layout.to = from;
    layout.isStuck = true;
    for (const item of items) item.verbatim = true;
  }
  for (const item of items) if (item.verbatim) takeDeeperComments(source, item, layout);
  return isStuck;
}

function isIndented({ tree, pieces }: Source, first: number, indent: string): boolean {
  const piece = pieces[first];
  if (piece === undefined) return true;
  return (lineIndent(tree.text, piece) ?? indent) === indent;
}

/** Whether a statement is broken outside of the statements of its body. */
function ownBroken(source: Source, { first, end, body }: Item): boolean {
  let from = first;
  for (const item of body?.items ?? []) {
    if (isBroken(source, from, item.first)) return true;
    from = item.end;
  }
  return isBroken(source, from, end);
}

/** Whether something between the statements of a layout is broken. */
function looseBroken(source: Source, { items, first, end }: Layout): boolean {
  let from = first;
  for (const item of items) {
    if (isBroken(source, from, item.first)) return true;
    from = item.end;
  }
  return isBroken(source, from, end);
}

function isBroken({ broken }: Source, first: number, end: number): boolean {
  const found = broken.indexOf(1, first);
  return found >= 0 && found < end;
}

/** The comments below a statement that stays as it is, and deeper than it, stay with it. */
function takeDeeperComments({ tree, pieces }: Source, item: Item, { from, end }: Layout): void {
  for (let at = item.end; at < end; at++) {
    const piece = pieces[at];
    if (piece === undefined || !isComment(piece.kind)) return;
    const indent = lineIndent(tree.text, piece) ?? '';
    if (indent.length <= from.length) return;
    item.end = at + 1;
  }
}
