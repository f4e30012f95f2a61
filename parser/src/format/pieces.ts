import { NodeKind } from '../syntax/node-kind.ts';
import {
  endToken,
  firstToken,
  nodeKind,
  type SyntaxTree,
  tokenEnd,
  tokenKind,
  tokenStart,
} from '../syntax/syntax-tree.ts';
import { isTrivia, TokenKind } from '../syntax/token-kind.ts';

/**
 * What the formatter moves: a token that can be seen, or a whole string with its interpolations. Between two pieces there is a
 * gap of blanks, line breaks and separating commas. Formatting is choosing the gaps: the pieces stay as they are, in their order.
 */
export interface Piece {
  readonly kind: TokenKind;
  /** The index of its first token. */
  readonly token: number;
  readonly start: number;
  readonly end: number;
  /** The gap before it: how many line breaks it has, and whether it separates entries, by a comma or a line break. */
  readonly newlines: number;
  readonly separated: boolean;
  readonly comma: boolean;
}

/** A text as its pieces. */
export interface Pieces {
  readonly list: readonly Piece[];
  /** The index of the first piece at or after a token; there is one entry more than there are tokens. */
  readonly atToken: Uint32Array;
}

/** Cuts a text into its pieces. */
export function cutPieces(tree: SyntaxTree): Pieces {
  const { text } = tree;
  const count = tree.tokenKinds.length;
  const list: Piece[] = [];
  const atToken = new Uint32Array(count + 1);
  const templates = findTemplates(tree);
  let gap = { newlines: 0, separated: false, comma: false };
  let depth = 0;
  for (let token = 0; token < count; ) {
    const kind = tokenKind(tree, token);
    const start = tokenStart(tree, token);
    const next = templates.get(token) ?? token + 1;
    const end = tokenEnd(tree, next - 1);
    atToken.fill(list.length, token, token + 1);
    if (isGap(text, kind, start, end) || (kind === TokenKind.Comma && depth > 0 && !isLast(tree, token))) {
      gap.newlines += countNewlines(text, start, end);
      gap.comma ||= kind === TokenKind.Comma;
      gap.separated ||= kind === TokenKind.Comma || kind === TokenKind.Separator;
    } else {
      list.push({ kind, token, start, end, ...gap });
      gap = { newlines: 0, separated: false, comma: false };
      atToken.fill(list.length, token + 1, next);
    }
    depth += depthChange(kind);
    token = next;
  }
  atToken[count] = list.length;
  return { list, atToken };
}

/** Tells whether a token belongs to a gap. A `;` that ends a statement in the middle of a line does not. */
function isGap(text: string, kind: TokenKind, start: number, end: number): boolean {
  if (start === end) return true;
  switch (kind) {
    case TokenKind.Whitespace:
    case TokenKind.Newline:
    case TokenKind.Separator:
      return true;
    case TokenKind.EndOfLine:
      return text[start] !== ';';
    default:
      return false;
  }
}

/** Tells whether nothing follows a comma in its brackets, which are not closed: then no piece would have it in its gap. */
function isLast(tree: SyntaxTree, comma: number): boolean {
  for (let token = comma + 1; token < tree.tokenKinds.length; token++) {
    const kind = tokenKind(tree, token);
    if (!isTrivia(kind) && kind !== TokenKind.Separator) return tokenStart(tree, token) === tokenEnd(tree, token);
  }
  return true;
}

/** How a token changes how many brackets are open. A comma between brackets separates; elsewhere it is a mistake. */
export function depthChange(kind: TokenKind): -1 | 0 | 1 {
  switch (kind) {
    case TokenKind.BraceOpen:
    case TokenKind.BracketOpen:
    case TokenKind.ParenOpen:
      return 1;
    case TokenKind.BraceClose:
    case TokenKind.BracketClose:
    case TokenKind.ParenClose:
      return -1;
    default:
      return 0;
  }
}

/** How many lines end in a stretch of text. */
export function countNewlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

/** The first token and the end of every string with interpolations, outermost ones only. */
function findTemplates(tree: SyntaxTree): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let reached = 0;
  for (let node = 0; node < tree.nodes.kinds.length; node++) {
    if (nodeKind(tree, node) !== NodeKind.Template || firstToken(tree, node) < reached) continue;
    reached = endToken(tree, node);
    found.set(firstToken(tree, node), reached);
  }
  return found;
}

/** Tells whether a piece is a comment of any kind. */
export function isComment(kind: TokenKind): boolean {
  return kind === TokenKind.Comment || kind === TokenKind.Fence || kind === TokenKind.Pragma;
}

/** The blanks before a piece on its line, where it is the first on it; undefined where it is not. */
export function lineIndent(text: string, { start }: Piece): string | undefined {
  const before = text.slice(lineStart(text, start), start);
  return isBlankText(before) ? before : undefined;
}

/** The blanks at the start of the line on which a piece stands. */
export function indentOfLine(text: string, { start }: Piece): string {
  const line = lineStart(text, start);
  let end = line;
  while (end < start && isBlankText(text[end] ?? 'x')) end++;
  return text.slice(line, end);
}

/** Where the line of an offset starts, after the byte order mark of the text. */
function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at === 0 && text[0] === '\ufeff' ? 1 : at;
}

/** Tells whether a text has nothing but the blanks of the language: a byte order mark is one. (language.md, section 2.1) */
export function isBlankText(text: string): boolean {
  return /^[ \t\v\f\u00a0\ufeff]*$/.test(text);
}
