import {
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  nodeSpan,
  type Span,
  type SyntaxTree,
  TokenKind,
  tokenEnd,
  tokenKind,
  tokenStart,
} from '@tsk/parser';
import { entryNodes, type WrittenTable } from './written-table.ts';

/** One entry of a table, with the comments that belong to it. */
export interface Entry {
  readonly node: number;
  readonly span: Span;
  /** The comments on the lines above it, since the entry before. */
  readonly above: readonly Span[];
  /** The comment behind it on its last line. */
  readonly behind: Span | undefined;
  /** Whether a blank line stands before it and its comments. */
  readonly isApart: boolean;
}

/** What is written in a table. */
export interface Body {
  readonly entries: readonly Entry[];
  /** The comments below the last entry. */
  readonly below: readonly Span[];
}

/** Reads the entries of a table. Undefined where a part of it is broken. */
export function readBody(tree: SyntaxTree, table: WrittenTable): Body | undefined {
  const nodes = entryNodes(tree, table);
  if (nodes.some((node) => nodeKind(tree, node) === NodeKind.Error)) return undefined;
  const starts = new Map(nodes.map((node) => [firstToken(tree, node), node]));
  const entries: Entry[] = [];
  let waiting: Span[] = [];
  let breaks = 1;
  let isApart = false;
  for (let token = bodyStart(tree, table); token < endToken(tree, table.body); token++) {
    const node = starts.get(token);
    if (node !== undefined) {
      const span = nodeSpan(tree, node);
      entries.push({ node, span, above: waiting, behind: undefined, isApart });
      [waiting, breaks, isApart] = [[], 0, false];
      while (tokenEnd(tree, token) < span.end) token++;
      continue;
    }
    const place = { start: tokenStart(tree, token), end: tokenEnd(tree, token) };
    switch (tokenKind(tree, token)) {
      case TokenKind.Comment:
      case TokenKind.Fence: {
        const last = entries.at(-1);
        if (breaks === 0 && last !== undefined) entries[entries.length - 1] = { ...last, behind: place };
        else waiting.push(place);
        break;
      }
      default: {
        const lines = countBreaks(tree.text.slice(place.start, place.end));
        breaks = lines === 0 ? breaks : breaks + lines;
        if (lines > 0 && isBlankBefore(tree.text, place.start) && waiting.length === 0) isApart = entries.length > 0;
      }
    }
  }
  // What stands behind the end of a table is of what comes next.
  const { end } = nodeSpan(tree, table.node);
  return { entries, below: waiting.filter((comment) => comment.end <= end) };
}

/** The first token behind what opens a table. */
function bodyStart(tree: SyntaxTree, { form, body, key }: WrittenTable): number {
  switch (form) {
    case 'section':
    case 'angle':
      return endToken(tree, key) + 1;
    case 'object':
    case 'block':
    case 'indent':
      return firstToken(tree, body) + (form === 'indent' ? 0 : 1);
  }
}

function countBreaks(text: string): number {
  return text.split('\n').length - 1;
}

/** Whether the line that ends at an offset is blank. */
function isBlankBefore(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}
