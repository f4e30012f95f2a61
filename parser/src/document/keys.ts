import { endToken, firstToken, type SyntaxTree, tokenEnd, tokenKind, tokenStart } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Span } from '../text/place.ts';
import { nameAt } from './key-names.ts';
import { stringAt } from './literals.ts';

/** One segment of a dotted key. */
export interface KeySegment {
  readonly key: string;
  readonly span: Span;
}

/** The segments of a path node: `a."b c".d` has three. Keys recur in a document, where the names of its sections do not. */
export function keySegments(tree: SyntaxTree, path: number, names: 'recurring' | 'unique' = 'recurring'): KeySegment[] {
  const first = firstToken(tree, path);
  const end = endToken(tree, path);
  // Most keys have one segment: an array that is made with it does not grow, and saves a tenth of the time of a document.
  if (end - first === 1) {
    const only = segmentAt(tree, first, names);
    return only === undefined ? [] : [only];
  }
  const segments: KeySegment[] = [];
  for (let token = first; token < end; token++) {
    const found = segmentAt(tree, token, names);
    if (found !== undefined) segments.push(found);
  }
  return segments;
}

/** The segment that a token is; none for a dot and for what is misplaced. */
function segmentAt(tree: SyntaxTree, token: number, names: 'recurring' | 'unique'): KeySegment | undefined {
  const kind = tokenKind(tree, token);
  const start = tokenStart(tree, token);
  const end = tokenEnd(tree, token);
  const key = kind === TokenKind.KeyName ? nameOf(tree.text, start, end, names) : stringAt(kind, tree.text, start, end);
  return key === undefined ? undefined : { key, span: { start, end } };
}

function nameOf(text: string, start: number, end: number, names: 'recurring' | 'unique'): string {
  return names === 'recurring' ? nameAt(text, start, end) : text.slice(start, end);
}
