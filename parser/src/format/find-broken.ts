import { NodeKind } from '../syntax/node-kind.ts';
import { endToken, firstToken, nodeKind, type SyntaxTree } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Span } from '../text/place.ts';
import { canMove } from './block-scalar.ts';
import { countNewlines, depthChange, indentOfLine, isComment, type Piece, type Pieces } from './pieces.ts';
import { goesOn } from './spacing.ts';

/** Comments that at the start of a line are a fence or a directive. (language.md, section 2.2) */
const notFirst = /^#(?:##\s*$|[\p{L}_].*\{\s*$)/u;

/**
 * Marks the pieces that nobody can be sure about: those that an error is reported at, that the grammar has no place for, or that
 * cannot be moved. What they stand in is copied as it is.
 */
export function findBroken(tree: SyntaxTree, pieces: Pieces): Uint8Array {
  const broken = new Uint8Array(pieces.list.length);
  for (const { severity, span } of tree.diagnostics) {
    if (severity === 'error') markSpan(tree, pieces.list, broken, span);
  }
  for (let node = 0; node < tree.nodes.kinds.length; node++) {
    if (nodeKind(tree, node) !== NodeKind.Error) continue;
    const first = pieces.atToken[firstToken(tree, node)] ?? 0;
    const end = pieces.atToken[endToken(tree, node)] ?? 0;
    // An error inside a string that is one piece is a part of its text.
    if (first < end) broken.fill(1, first, end);
  }
  let solid = -1;
  let depth = 0;
  for (const [index, piece] of pieces.list.entries()) {
    depth += depthChange(piece.kind);
    if (isForeign(piece, tree.text, depth)) broken[index] = 1;
    if (isComment(piece.kind)) {
      // What is in a fence below `key:` counts for the indentation of the body: neither can be moved without the other.
      if (piece.kind === TokenKind.Fence && isAssign(pieces.list[solid])) broken.fill(1, solid, index + 1);
      continue;
    }
    if (solid < index - 1 && isHeaderLike(pieces.list[solid], piece)) broken[index] = 1;
    solid = index;
  }
  // A block that opens at the end of the text is missing its end, whether or not a line break follows.
  if (pieces.list[solid]?.kind === TokenKind.AngleOpen) broken[solid] = 1;
  return broken;
}

function isAssign(piece: Piece | undefined): boolean {
  return piece?.kind === TokenKind.Colon || piece?.kind === TokenKind.Equals;
}

/** An array at the start of a line where an expression goes on after a comment: it is only just not a header. */
function isHeaderLike(before: Piece | undefined, piece: Piece): boolean {
  return piece.kind === TokenKind.BracketOpen && before !== undefined && goesOn(before.kind);
}

/** Marks the pieces that a span touches; where it lies in a gap, the piece that is on the same line. */
function markSpan({ text }: SyntaxTree, pieces: readonly Piece[], broken: Uint8Array, { start, end }: Span): void {
  const next = firstEndingAfter(pieces, start);
  let index = next;
  for (; (pieces[index]?.start ?? Infinity) < Math.max(end, start + 1); index++) broken[index] = 1;
  if (index > next) return;
  const gapStart = pieces[next - 1]?.end ?? 0;
  const isOnNextLine = next < pieces.length && countNewlines(text, gapStart, start) > 0;
  const marked = isOnNextLine ? next : next - 1;
  if (marked >= 0) broken[marked] = 1;
}

function firstEndingAfter(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.end ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isForeign(piece: Piece, text: string, depth: number): boolean {
  switch (piece.kind) {
    case TokenKind.Bad:
    case TokenKind.ForeignComment:
    case TokenKind.ConflictMarker:
    case TokenKind.EndOfLine:
      return true;
    case TokenKind.Semicolon:
    case TokenKind.StrayComma:
      return piece.newlines > 0 || depth > 0;
    case TokenKind.Comment:
      // After a comma at the start of a line stands what would be no comment if it were the first on the line.
      return piece.comma && piece.newlines > 0 && notFirst.test(text.slice(piece.start, piece.end));
    case TokenKind.BlockScalar:
      return !canMove(text.slice(piece.start, piece.end), indentOfLine(text, piece));
    default:
      return false;
  }
}
