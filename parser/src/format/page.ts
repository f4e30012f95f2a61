import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import type { Style } from './options.ts';
import { countNewlines, type Piece } from './pieces.ts';

/** A trailing comment on a page: where it stands, so that it can be aligned. */
export interface TrailingComment {
  readonly piece: number;
  /** The number of its line on the page. */
  readonly line: number;
  /** The indentation of its line, and the column at which what is before it ends. */
  readonly indent: string;
  readonly column: number;
}

/** What the formatter decides about a text, piece by piece, and where on the line it is while it does. */
export interface Page {
  readonly tree: SyntaxTree;
  readonly pieces: readonly Piece[];
  readonly style: Style;
  readonly newline: '\n' | '\r\n';
  /** The gap before each piece; one entry more for the end of the text. */
  readonly gaps: string[];
  /** The texts of the pieces that do not stay as they are. */
  readonly texts: Map<number, string>;
  readonly comments: TrailingComment[];
  /** The column after the last piece, the number of its line, and the indentation of that line. */
  column: number;
  line: number;
  indent: string;
  /** Whether the line started with what is copied as it is, or in the middle of a piece. */
  isFixed: boolean;
}

/** A page with nothing on it. */
export function startPage(tree: SyntaxTree, pieces: readonly Piece[], style: Style, newline: '\n' | '\r\n'): Page {
  const state = { column: 0, line: 0, indent: '', isFixed: false };
  return { tree, pieces, style, newline, gaps: [], texts: new Map(), comments: [], ...state };
}

/** The text of a piece as it was. */
export function sourceOf({ tree, pieces }: Page, index: number): string {
  const piece = pieces[index];
  return piece === undefined ? '' : tree.text.slice(piece.start, piece.end);
}

/** The gap before a piece as it was. */
export function sourceGap({ tree, pieces }: Page, index: number): string {
  return tree.text.slice(pieces[index - 1]?.end ?? 0, pieces[index]?.start ?? tree.text.length);
}

/** Puts a piece on a new line, `lineBreaks` below; `tail` ends the line before it. */
export function putOnNewLine(page: Page, index: number, lineBreaks: number, indent: string, tail = ''): void {
  page.gaps[index] = tail + page.newline.repeat(lineBreaks) + indent;
  page.line += lineBreaks;
  page.indent = indent;
  page.column = widthOf(indent, page.style);
  page.isFixed = false;
  putText(page, index);
}

/** Puts a piece on the line of the one before it, after a gap. */
export function putOnLine(page: Page, index: number, gap: string): void {
  page.gaps[index] = gap;
  page.column += gap.length;
  putText(page, index);
}

/** Puts a piece where it was. */
export function putAsItWas(page: Page, index: number): void {
  page.gaps[index] = sourceGap(page, index);
  page.line += page.pieces[index]?.newlines ?? 0;
  page.isFixed = true;
  putText(page, index);
}

function putText(page: Page, index: number): void {
  const text = page.texts.get(index) ?? sourceOf(page, index);
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  if (end === 0) {
    page.column += widthOf(text, page.style);
    return;
  }
  page.line += countNewlines(text, 0, text.length);
  page.column = widthOf(text.slice(end), page.style);
  page.isFixed = true;
}

/** How many columns a text has: one for each UTF-16 unit, and those of a tab. */
export function widthOf(text: string, { tabWidth }: Style): number {
  return text.includes('\t') ? text.length + (text.split('\t').length - 1) * (tabWidth - 1) : text.length;
}
