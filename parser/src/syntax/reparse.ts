import type { TextEdit } from '../text/diagnostic.ts';
import { NodeKind } from './node-kind.ts';
import { parse, parseRange } from './parse.ts';
import { findCuts } from './sections.ts';
import { spliceTree } from './splice.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/**
 * The tree of a text after an edit, made from the tree before it: exactly the tree that `parse` gives for the new text.
 * Only the section that the edit is in is read again, with those below it up to the first header at which everything is closed;
 * the rest is copied. Where sections are not independent of each other it is a full parse.
 */
export function reparse(previous: SyntaxTree, { span, newText }: TextEdit): SyntaxTree {
  const { file } = previous;
  const text = previous.text.slice(0, span.start) + newText + previous.text.slice(span.end);
  if (!previous.isolated || isJsonRoot(previous.nodes.kinds)) return parse(text, { file });
  const { head, tails } = findCuts(previous, span);
  const moved = text.length - previous.text.length;
  const stops = tails.map(({ offset }) => offset + moved);
  const middle = parseRange(text, file, { start: head?.offset ?? 0, stops });
  const tail = tails[stops.indexOf(middle.end)];
  if (tail !== undefined && isJsonRoot(middle.nodes.kinds)) return parse(text, { file });
  return spliceTree(previous, text, head, middle, tail);
}

/** Tells whether a document is one JSON object: nothing may stand after it, so it has no independent sections. */
function isJsonRoot(nodeKinds: Uint8Array): boolean {
  return nodeKinds[1] === NodeKind.Object;
}
