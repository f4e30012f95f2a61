import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import type { Span } from '../text/place.ts';
import type { Layout, Part } from './layouts.ts';
import type { Piece } from './pieces.ts';

/**
 * The stretches of a text that are formatted with a range: the statements that it touches, each from the line break before it to
 * its end. Statements that have to be moved take all with them that must keep their indentation.
 */
export function touchedSpans(
  { text }: SyntaxTree,
  pieces: readonly Piece[],
  parts: readonly Part[],
  range: Span,
): readonly Span[] {
  const spans: Span[] = [];
  const add = (first: number, end: number): boolean => {
    const start = pieces[first - 1]?.end ?? 0;
    const stop = end < pieces.length ? (pieces[end - 1]?.end ?? start) : text.length;
    const contentStart = pieces[first]?.start ?? start;
    if (first >= end || contentStart > range.end || stop < range.start) return false;
    spans.push({ start, end: stop });
    return true;
  };
  const addLayout = ({ items, from, to, first, end }: Layout): void => {
    if (from !== to) {
      add(first, end);
      return;
    }
    let at = first;
    for (const item of items) {
      // The comments above a statement are formatted with it, those at the end of its body with the body.
      const itemEnd = Math.max(item.end, item.body?.end ?? 0);
      if (item.body === undefined || item.verbatim || item.body.from !== item.body.to) add(at, itemEnd);
      else {
        add(at, item.headEnd);
        addLayout(item.body);
        if (item.closer >= 0) add(item.closer, item.end);
      }
      at = itemEnd;
    }
    add(at, end);
  };
  for (const { header, layout } of parts) {
    if (header !== undefined) add(header.first, header.end);
    addLayout(layout);
  }
  return spans;
}
