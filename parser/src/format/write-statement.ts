import { TokenKind } from '../syntax/token-kind.ts';
import { moveBlockScalar } from './block-scalar.ts';
import { type Bracket, type Brackets, endsWithCollection, findBrackets } from './brackets.ts';
import type { Line } from './lines.ts';
import { type Page, putOnLine, putOnNewLine, sourceOf, widthOf } from './page.ts';
import { indentOfLine, isComment, type Piece } from './pieces.ts';
import { blankBetween, endsLine, mayContinueBelow } from './spacing.ts';

/** A bracket that is open: whether it is broken over lines, and the indentation of its own line and of its current entry. */
interface OpenBracket {
  readonly bracket: Bracket;
  readonly isBroken: boolean;
  readonly indent: string;
  entryIndent: string;
}

/** A statement while it is written. */
interface Statement {
  readonly page: Page;
  readonly line: Line;
  readonly brackets: Brackets;
  readonly suffixes: ReadonlySet<number>;
  readonly open: OpenBracket[];
  /** The pieces after which a comma stands. */
  readonly commas: Set<number>;
}

/** Writes what is left of a line whose first piece is on the page: a statement with its brackets and its trailing comment. */
export function writeStatement(page: Page, line: Line, suffixes: ReadonlySet<number>): void {
  const brackets = findBrackets(page.pieces, line.first, line.end, suffixes);
  const statement = { page, line, brackets, suffixes, open: [], commas: new Set<number>() };
  openBracket(statement, line.first);
  for (let index = line.first + 1; index < line.end; index++) {
    writePiece(statement, index);
    openBracket(statement, index);
  }
}

function writePiece(statement: Statement, index: number): void {
  const { page, brackets, open, line } = statement;
  const { pieces, style } = page;
  const piece = pieces[index];
  const before = pieces[index - 1];
  if (piece === undefined || before === undefined) return;
  const around = open.at(-1);
  const tail = statement.commas.has(index - 1) ? ',' : '';
  const hang = (around?.entryIndent ?? line.indent) + style.unit;
  if (piece.kind === TokenKind.BlockScalar) moveText(page, index);

  if (isComment(piece.kind)) {
    const next = nextSolid(statement, index);
    const isBetween = around?.isBroken === true && (brackets.byEntry.has(next) || brackets.byCloser.has(next));
    const indent = isBetween ? around.indent + style.unit : hang;
    if (piece.newlines === 0) writeTrailingComment(page, index, tail);
    else putOnNewLine(page, index, lineBreaks(isBetween && !isOpener(statement, index - 1), piece), indent, tail);
    return;
  }
  if (around !== undefined && brackets.byCloser.has(index)) {
    open.pop();
    if (around.isBroken) {
      putOnNewLine(page, index, 1, around.indent, tail);
      return;
    }
  } else if (around?.isBroken === true && brackets.byEntry.has(index)) {
    const indent = around.indent + style.unit;
    putOnNewLine(page, index, lineBreaks(!isOpener(statement, index - 1), piece), indent, tail);
    around.entryIndent = around.bracket.shape === 'group' ? around.indent : indent;
    return;
  }
  if (endsLine(before) || (piece.newlines > 0 && mayContinueBelow(before, piece)))
    putOnNewLine(page, index, 1, hang, tail);
  else putOnLine(page, index, tail + flatGap(statement, index));
}

/** One blank line may stay between entries. */
function lineBreaks(mayHaveBlank: boolean, { newlines }: Piece): number {
  return mayHaveBlank && newlines > 1 ? 2 : 1;
}

function isOpener({ brackets }: Statement, index: number): boolean {
  return brackets.byOpener.has(index);
}

/** The first piece from `index` on that is no comment. */
function nextSolid({ page, line }: Statement, index: number): number {
  let next = index;
  while (next < line.end && isComment(page.pieces[next]?.kind ?? TokenKind.Bad)) next++;
  return next;
}

function writeTrailingComment(page: Page, index: number, tail: string): void {
  const { line, indent, isFixed } = page;
  if (!isFixed) page.comments.push({ piece: index, line, indent, column: page.column + tail.length });
  putOnLine(page, index, `${tail} `);
}

function moveText(page: Page, index: number): void {
  const piece = page.pieces[index];
  if (piece === undefined) return;
  const source = sourceOf(page, index);
  const moved = moveBlockScalar(source, indentOfLine(page.tree.text, piece), page.indent);
  if (moved !== source) page.texts.set(index, moved);
}

/** The blank before a piece that stays on the line of the one before it. */
function flatGap({ page, suffixes }: Statement, index: number): string {
  const piece = page.pieces[index];
  const before = page.pieces[index - 1];
  if (piece === undefined || before === undefined) return '';
  return blankBetween(before, piece, suffixes.has(piece.token));
}

/** Opens the bracket that a piece opens: decides whether it is broken over lines, and after which pieces commas stand. */
function openBracket(statement: Statement, index: number): void {
  const { page, brackets, open, commas } = statement;
  const bracket = brackets.byOpener.get(index);
  if (bracket === undefined) return;
  const isBroken = mustBreak(statement, bracket);
  open.push({ bracket, isBroken, indent: page.indent, entryIndent: page.indent });
  const byNewlines = isBroken && bracket.shape !== 'call' && bracket.breaks > bracket.commas;
  if (byNewlines) return;
  for (const { last } of bracket.entries.slice(0, -1)) {
    if (page.pieces[last]?.kind !== TokenKind.BlockScalar) commas.add(last);
  }
}

function mustBreak(statement: Statement, bracket: Bracket): boolean {
  if (bracket.shape === 'index') return false;
  if (bracket.wasBroken) return true;
  if (bracket.shape === 'group' || bracket.entries.length === 0) return false;
  return !endsWithCollection(bracket, statement.brackets) && !fits(statement, bracket);
}

/** Tells whether the line of an opener that is on the page has room for what must stand on it if the bracket is not broken. */
function fits(statement: Statement, bracket: Bracket): boolean {
  const { page, line, brackets, commas } = statement;
  let { column } = page;
  for (let index = bracket.open + 1; index < line.end; index++) {
    const piece = page.pieces[index];
    if (piece === undefined || isComment(piece.kind)) break;
    if (commas.has(index - 1)) column++;
    if (startsLine(statement, index)) break;
    const entryOf = brackets.byEntry.get(index);
    if (entryOf !== undefined && entryOf.open >= bracket.open && entryOf.entries[0]?.first !== index) column++;
    column += flatGap(statement, index).length;
    const [text = '', ...below] = sourceOf(page, index).split(/[\r\n]/, 2);
    column += widthOf(text, page.style);
    if (below.length > 0) break;
    const inner = brackets.byOpener.get(index);
    if (inner !== undefined && (inner.wasBroken || (index > bracket.close && inner.entries.length > 0))) break;
  }
  return column <= page.style.maxWidth;
}

/** Tells whether a piece surely stands on a new line, whatever is decided about brackets that did not open yet. */
function startsLine({ page, brackets, open }: Statement, index: number): boolean {
  const piece = page.pieces[index];
  const before = page.pieces[index - 1];
  if (piece === undefined || before === undefined) return true;
  if (endsLine(before) || (piece.newlines > 0 && mayContinueBelow(before, piece))) return true;
  const bracket = brackets.byEntry.get(index) ?? brackets.byCloser.get(index);
  return open.some((around) => around.isBroken && around.bracket === bracket);
}
