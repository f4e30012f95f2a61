import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import type { TextEdit } from '../text/diagnostic.ts';
import type { Span } from '../text/place.ts';
import { applyEdits, pageEdits } from './edits.ts';
import { findBroken } from './find-broken.ts';
import { findParts } from './layouts.ts';
import { layOutLines } from './lines.ts';
import { chooseNewline } from './newline.ts';
import { type FormatOptions, resolveStyle } from './options.ts';
import { cutPieces } from './pieces.ts';
import { touchedSpans } from './range.ts';
import { settle } from './settle.ts';
import { writePage } from './write-page.ts';

/**
 * The text of a tree in its usual layout. It says the same: every token and comment stays, in its order, but for separators and
 * `=` or `:`, which are made alike. A statement that cannot be read is copied as it is. Formatting a second time changes nothing.
 */
export function format(tree: SyntaxTree, options: FormatOptions = {}): string {
  return applyEdits(tree.text, formatEdits(tree, options));
}

/** The edits that format a text, in order; with a range only those of the statements that it touches. */
export function formatEdits(tree: SyntaxTree, options: FormatOptions = {}, range?: Span): readonly TextEdit[] {
  const style = resolveStyle(options);
  const pieces = cutPieces(tree);
  const broken = findBroken(tree, pieces);
  const parts = findParts(tree, pieces, style.unit);
  settle(tree, pieces.list, broken, parts);
  const lines = layOutLines(tree, pieces.list, broken, parts);
  const edits = pageEdits(writePage(tree, pieces, lines, style, chooseNewline(tree, pieces.list, lines, style)));
  if (range === undefined) return edits;
  const spans = touchedSpans(tree, pieces.list, parts, range);
  return edits.filter(({ span }) => spans.some(({ start, end }) => start <= span.start && span.end <= end));
}
