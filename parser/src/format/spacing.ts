import { TokenKind } from '../syntax/token-kind.ts';
import { isComment, type Piece } from './pieces.ts';

/** How two pieces on the same line are separated where no rule about lines says more: by a blank, or not at all. */
export function blankBetween(before: Piece, after: Piece, isSuffix: boolean): '' | ' ' {
  if (isTight(before.kind, after.kind) || isSuffix) return '';
  // `a .b` is an access; without the blank it could be a dotted word, which is something else.
  if (isDot(after.kind)) return after.start > before.end ? ' ' : '';
  return ' ';
}

function isTight(before: TokenKind, after: TokenKind): boolean {
  switch (after) {
    case TokenKind.HeaderClose:
    case TokenKind.BracketClose:
    case TokenKind.ParenClose:
    case TokenKind.Colon:
    case TokenKind.Semicolon:
    case TokenKind.StrayComma:
      return true;
    case TokenKind.BraceClose:
      if (before === TokenKind.BraceOpen) return true;
      break;
  }
  switch (before) {
    case TokenKind.HeaderOpen:
    case TokenKind.BracketOpen:
    case TokenKind.ParenOpen:
    case TokenKind.Prefix:
    case TokenKind.Dot:
    case TokenKind.OptionalDot:
      return true;
    // The segments of a path touch their dots, so that nothing else follows them without a blank.
    default:
      return false;
  }
}

function isDot(kind: TokenKind): boolean {
  return kind === TokenKind.Dot || kind === TokenKind.OptionalDot;
}

/**
 * Tells whether an expression may go on below at this place; the choice is the author's. (language.md, section 1)
 * An array never starts the line, because it could be read as a header.
 */
export function mayContinueBelow(before: Piece, after: Piece): boolean {
  if (after.kind === TokenKind.BracketOpen) return false;
  return goesOn(before.kind) || goesOn(after.kind) || isDot(after.kind);
}

/** Tells whether an expression goes on after a token of this kind. */
export function goesOn(kind: TokenKind): boolean {
  return kind === TokenKind.Infix || kind === TokenKind.Question || kind === TokenKind.TernaryColon;
}

/** Tells whether the line must end after a piece: the rest of it would be taken for a part of the piece, or for a mistake. */
export function endsLine({ kind }: Piece): boolean {
  switch (kind) {
    case TokenKind.BlockScalar:
    case TokenKind.Semicolon:
    case TokenKind.StrayComma:
      return true;
    default:
      return isComment(kind);
  }
}
