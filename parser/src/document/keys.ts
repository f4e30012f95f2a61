import {
  endToken,
  firstToken,
  type SyntaxTree,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Span } from '../text/place.ts';
import { stringValue } from './literals.ts';

/** One segment of a dotted key. */
export interface KeySegment {
  readonly key: string;
  readonly span: Span;
}

/** The segments of a path node: `a."b c".d` has three. */
export function keySegments(tree: SyntaxTree, path: number): KeySegment[] {
  const segments: KeySegment[] = [];
  const end = endToken(tree, path);
  for (let token = firstToken(tree, path); token < end; token++) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Dot) continue;
    const key = keyText(tree, token, kind);
    if (key !== undefined) segments.push({ key, span: { start: tokenStart(tree, token), end: tokenEnd(tree, token) } });
  }
  return segments;
}

function keyText(tree: SyntaxTree, token: number, kind: TokenKind): string | undefined {
  const text = tokenText(tree, token);
  return kind === TokenKind.KeyName ? text : stringValue(kind, text);
}
