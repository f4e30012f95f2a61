import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import { alignComments } from './align-comments.ts';
import { type AssignSign, chooseAssignSigns } from './assign-signs.ts';
import { findSuffixes } from './brackets.ts';
import type { Line } from './lines.ts';
import type { Style } from './options.ts';
import { type Page, putAsItWas, putOnNewLine, sourceGap, sourceOf, startPage } from './page.ts';
import { isBlankText, lineIndent, type Piece, type Pieces } from './pieces.ts';
import { writeStatement } from './write-statement.ts';

const byteOrderMark = '\ufeff';

/** Decides about every gap of a text, line by line. */
export function writePage(
  tree: SyntaxTree,
  pieces: Pieces,
  lines: readonly Line[],
  style: Style,
  newline: '\n' | '\r\n',
): Page {
  const signs = chooseAssignSigns(tree);
  const page = startPage(tree, withSigns(pieces.list, signs), style, newline);
  trimComments(page);
  const suffixes = findSuffixes(tree);
  let above: Line | undefined;
  for (const line of lines) {
    if (line.verbatim) copyLine(page, line, above);
    else {
      for (let index = line.first; index < line.end; index++) {
        const sign = signs.get(pieces.list[index]?.token ?? -1);
        if (sign !== undefined) page.texts.set(index, sign === TokenKind.Colon ? ':' : '=');
      }
      startLine(page, line, above, line.indent);
      writeStatement(page, line, suffixes);
    }
    above = line;
  }
  endPage(page, above);
  if (style.alignComments) alignComments(page);
  return page;
}

/** The pieces, with `=` and `:` taken for what they become. */
function withSigns(pieces: readonly Piece[], signs: ReadonlyMap<number, AssignSign>): readonly Piece[] {
  return pieces.map((piece) => {
    const kind = signs.get(piece.token);
    return kind === undefined ? piece : { ...piece, kind };
  });
}

/** Blanks at the end of a comment are no part of what it says. */
function trimComments(page: Page): void {
  for (const [index, { kind }] of page.pieces.entries()) {
    if (kind !== TokenKind.Comment) continue;
    const source = sourceOf(page, index);
    const trimmed = source.trimEnd();
    if (trimmed !== source) page.texts.set(index, trimmed);
  }
}

/** Puts the first piece of a line on the page. */
function startLine(page: Page, line: Line, above: Line | undefined, indent: string): void {
  const { first, blank } = line;
  // A string that is not closed may hold the line break before this line.
  const breaks = page.pieces[first]?.newlines === 0 ? 0 : blank ? 2 : 1;
  if (above !== undefined) putOnNewLine(page, first, breaks, indent, keptBlanks(page, first, above));
  else startText(page, first, breaks, indent);
}

/**
 * Puts the first piece of the text on the page. A byte order mark with a line of its own keeps that line: it is a blank, and so
 * may not stand before one of several statements that start in the same column.
 */
function startText(page: Page, first: number, breaks: number, indent: string): void {
  const mark = page.tree.text.startsWith(byteOrderMark) ? byteOrderMark : '';
  putOnNewLine(page, first, (mark + indent).startsWith(byteOrderMark) ? breaks : 0, indent, mark);
}

/** The blanks at the end of a line that is copied as it is. */
function keptBlanks(page: Page, next: number, above: Line): string {
  return above.verbatim ? (/^[^\r\n]*/.exec(sourceGap(page, next))?.[0] ?? '') : '';
}

function copyLine(page: Page, line: Line, above: Line | undefined): void {
  const piece = page.pieces[line.first];
  if (piece === undefined) return;
  for (let index = line.first; index < line.end; index++) page.texts.delete(index);
  const indent = lineIndent(page.tree.text, piece);
  if (indent === undefined || (above !== undefined && piece.newlines === 0)) putAsItWas(page, line.first);
  else startLine(page, line, above, indent);
  for (let index = line.first + 1; index < line.end; index++) putAsItWas(page, index);
  page.isFixed = true;
}

/** Decides about what comes after the last piece. */
function endPage(page: Page, last: Line | undefined): void {
  const { style, newline, pieces, tree } = page;
  const rest = sourceGap(page, pieces.length);
  const end = style.finalNewline ? newline : '';
  if (last === undefined) page.gaps[0] = tree.text.startsWith(byteOrderMark) ? byteOrderMark : '';
  else if (!last.verbatim) page.gaps[pieces.length] = end;
  else page.gaps[pieces.length] = isBlankText(rest) ? rest : keptBlanks(page, pieces.length, last) + end;
}
