import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Item, Layout, Part } from './layouts.ts';
import { lineIndent, type Piece } from './pieces.ts';

/** What stands on lines of its own: a header, a statement up to its body, the `<` after its body, a comment. */
export interface Line {
  readonly role: 'header' | 'statement' | 'closer' | 'comment';
  /** Its pieces, `[first, end)`. */
  readonly first: number;
  readonly end: number;
  readonly indent: string;
  /** Whether it is copied as it is. */
  readonly verbatim: boolean;
  /** Whether a blank line stands above it. */
  blank: boolean;
}

/** The state of one walk over the parts of a document. */
interface Walk {
  readonly tree: SyntaxTree;
  readonly pieces: readonly Piece[];
  readonly broken: Uint8Array;
  readonly lines: Line[];
  /** The next piece that is on no line yet, and the layout of the last statement. */
  at: number;
  layout: Layout | undefined;
  isFirstOfBody: boolean;
}

/** Puts a document into lines, in order, and places the comments between its statements. */
export function layOutLines(
  tree: SyntaxTree,
  pieces: readonly Piece[],
  broken: Uint8Array,
  parts: readonly Part[],
): readonly Line[] {
  const walk = { tree, pieces, broken, lines: [], at: 0, layout: undefined, isFirstOfBody: false };
  for (const { header, layout } of parts) {
    if (header !== undefined) {
      addComments(walk, header.first, undefined);
      addLine(walk, 'header', header.first, header.end, '', header.verbatim);
      walk.layout = undefined;
    }
    addLayout(walk, layout);
  }
  addComments(walk, pieces.length, undefined);
  separateSections(walk);
  return walk.lines;
}

function addLayout(walk: Walk, layout: Layout): void {
  for (const item of layout.items) {
    if (item.first < walk.at) continue;
    addComments(walk, item.first, layout);
    walk.layout = layout;
    addItem(walk, item, layout);
  }
}

function addItem(walk: Walk, item: Item, layout: Layout): void {
  const { first, headEnd, end, body, closer, verbatim } = item;
  if (verbatim || body === undefined) {
    addLine(walk, 'statement', first, end, layout.to, verbatim);
    return;
  }
  addLine(walk, 'statement', first, headEnd, layout.to, false);
  walk.isFirstOfBody = true;
  addLayout(walk, body);
  if (closer >= 0) {
    addComments(walk, closer, body);
    walk.isFirstOfBody = true;
    addLine(walk, 'closer', closer, end, layout.to, false);
    walk.layout = layout;
  }
}

/** Adds a line. At most one blank line stays above it, and none at the start of the text or of a block, nor before its end. */
function addLine(walk: Walk, role: Line['role'], first: number, end: number, indent: string, verbatim: boolean): void {
  const { lines, pieces, isFirstOfBody } = walk;
  const blank = first > 0 && !isFirstOfBody && (pieces[first]?.newlines ?? 0) > 1;
  lines.push({ role, first, end, indent, verbatim, blank });
  walk.isFirstOfBody = false;
  walk.at = end;
}

/**
 * Adds the comments before the piece `end`, each with the indentation of the statements that it stands with: the innermost ones,
 * of those around it, that are not deeper than the comment. `outermost` is undefined where all bodies end.
 */
function addComments(walk: Walk, end: number, outermost: Layout | undefined): void {
  const { tree, pieces, broken } = walk;
  for (let at = walk.at; at < end; at++) {
    const piece = pieces[at];
    if (piece === undefined) return;
    const indent = lineIndent(tree.text, piece);
    const layout = findLayout(walk.layout, outermost, indent?.length ?? 0);
    const isFixed = broken[at] === 1 || indent === undefined || piece.kind !== TokenKind.Comment;
    addLine(walk, 'comment', at, at + 1, layout?.to ?? '', isFixed || layout?.isStuck === true);
  }
}

function findLayout(innermost: Layout | undefined, outermost: Layout | undefined, column: number): Layout | undefined {
  let layout = isWithin(innermost, outermost) ? innermost : outermost;
  while (layout !== undefined && layout !== outermost && layout.from.length > column) layout = layout.parent;
  return layout;
}

function isWithin(inner: Layout | undefined, outer: Layout | undefined): boolean {
  if (outer === undefined) return true;
  for (let layout = inner; layout !== undefined; layout = layout.parent) if (layout === outer) return true;
  return false;
}

/**
 * Puts one blank line above each section: above the comments that stand right above its header, if there are any. Below a
 * text that is not closed there is none but the author's, because it would become a part of that text.
 */
function separateSections({ tree, pieces, lines }: Walk): void {
  for (const [index, line] of lines.entries()) {
    if (line.role !== 'header') continue;
    let top = index;
    while (!(lines[top]?.blank ?? true) && belongsBelow(tree, pieces, lines[top - 1])) top--;
    const first = lines[top];
    if (first !== undefined && top > 0 && !isOpenEnded(pieces, lines[top - 1])) first.blank = true;
  }
}

/** Tells whether a line may end in a text that is not closed. */
function isOpenEnded(pieces: readonly Piece[], line: Line | undefined): boolean {
  if (line === undefined || !line.verbatim) return false;
  switch (pieces[line.end - 1]?.kind) {
    case TokenKind.TripleString:
    case TokenKind.RawTripleString:
    case TokenKind.TripleStart:
    case TokenKind.StringStart:
    case TokenKind.StringText:
    case TokenKind.Bad:
      return true;
    default:
      return false;
  }
}

function belongsBelow({ text }: SyntaxTree, pieces: readonly Piece[], line: Line | undefined): boolean {
  if (line === undefined || line.role !== 'comment' || line.indent !== '') return false;
  const piece = pieces[line.first];
  return piece !== undefined && !/^#\s*endregion\b/.test(text.slice(piece.start, piece.end));
}
