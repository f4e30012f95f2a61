import { isTrivia, type SyntaxTree, TokenKind, tokenAt, tokenEnd, tokenKind, tokenStart, tokenText } from '@tsk/parser';
import { readKey } from '../names/key-text.ts';

/** A bracket, header or indentation that is open at an offset. */
export interface Frame {
  readonly kind: TokenKind;
  readonly token: number;
}

/** What is open at an offset, from the inside out, and the section around it. */
export interface Surroundings {
  readonly frames: readonly Frame[];
  /** The keys of the `[header]` above; undefined before the first. */
  readonly section: readonly string[] | undefined;
  /** The last token that begins before the offset; -1 at the start of the text. */
  readonly token: number;
}

const closers: ReadonlySet<TokenKind> = new Set<TokenKind>([
  TokenKind.HeaderClose,
  TokenKind.AngleClose,
  TokenKind.BraceClose,
  TokenKind.BracketClose,
  TokenKind.ParenClose,
  TokenKind.InterpolationClose,
  TokenKind.Dedent,
  TokenKind.StringEnd,
]);

const openers: ReadonlySet<TokenKind> = new Set<TokenKind>([
  TokenKind.HeaderOpen,
  TokenKind.AngleOpen,
  TokenKind.BraceOpen,
  TokenKind.BracketOpen,
  TokenKind.ParenOpen,
  TokenKind.InterpolationOpen,
  TokenKind.Indent,
  TokenKind.StringStart,
  TokenKind.TripleStart,
]);

/** Whether a token kind closes what an opener opened. */
export function isCloser(kind: TokenKind): boolean {
  return closers.has(kind);
}

/** Whether a token kind opens something that has to be closed. */
export function isOpener(kind: TokenKind): boolean {
  return openers.has(kind);
}

function isBracket(kind: TokenKind): boolean {
  return kind === TokenKind.BraceOpen || kind === TokenKind.BracketOpen;
}

/** A closer that the text lacks: the parser puts it behind the last member, where more may be about to be written. */
function isMissing(tree: SyntaxTree, token: number): boolean {
  const kind = tokenKind(tree, token);
  const isCloser = kind === TokenKind.BraceClose || kind === TokenKind.BracketClose;
  return isCloser && tokenStart(tree, token) === tokenEnd(tree, token);
}

/** Whether an offset stands deeper than the line on which a bracket is opened. */
function isDeeper(tree: SyntaxTree, opener: number, offset: number): boolean {
  const { text } = tree;
  const indent = (at: number): number => /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0].length ?? 0;
  return (
    lineStart(text, offset) === lineStart(text, tokenStart(tree, opener)) ||
    indent(offset) > indent(tokenStart(tree, opener))
  );
}

/** Finds what is open at an offset by walking back over the tokens, of which openers and closers are always balanced. */
export function findSurroundings(tree: SyntaxTree, offset: number): Surroundings {
  const token = offset === 0 ? -1 : tokenAt(tree, offset - 1);
  const frames: Frame[] = [];
  let depth = 0;
  let missing = 0;
  let isBlank = true;
  for (let at = token; at >= 0; at--) {
    const kind = tokenKind(tree, at);
    isBlank &&= isTrivia(kind) || kind === TokenKind.EndOfLine || isMissing(tree, at);
    if (isBlank && isMissing(tree, at)) {
      missing++;
      continue;
    }
    if (kind === TokenKind.HeaderClose && depth === 0) return { frames, section: headerKeys(tree, at), token };
    if (isCloser(kind)) depth++;
    else if (isOpener(kind) && depth > 0) depth--;
    else if (isOpener(kind)) {
      const isUnclosed = missing > 0 && isBracket(kind);
      if (isUnclosed) missing--;
      if (!isUnclosed || isDeeper(tree, at, offset)) frames.push({ kind, token: at });
    }
  }
  return { frames, section: undefined, token };
}

function headerKeys(tree: SyntaxTree, close: number): readonly string[] {
  const keys: string[] = [];
  for (let at = close - 1; at >= 0 && tokenKind(tree, at) !== TokenKind.HeaderOpen; at--) {
    const key = readKey(tree, at);
    if (key !== undefined) keys.unshift(key);
  }
  return keys;
}

/** The keys before an opener, as `a.b` before the `{` of `a.b = {`; none where it stands in an array or an expression. */
export function keysBefore(tree: SyntaxTree, opener: number): readonly string[] {
  let at = skipTrivia(tree, opener - 1);
  const kind = at < 0 ? undefined : tokenKind(tree, at);
  if (kind === TokenKind.Equals || kind === TokenKind.Colon) at = skipTrivia(tree, at - 1);
  const keys: string[] = [];
  for (; at >= 0; at--) {
    const key = readKey(tree, at);
    if (key !== undefined) keys.unshift(key);
    else if (tokenKind(tree, at) !== TokenKind.Dot) break;
  }
  return keys;
}

/** The last token up to `token` that the grammar sees. */
export function skipTrivia(tree: SyntaxTree, token: number): number {
  let at = token;
  while (at >= 0 && isTrivia(tokenKind(tree, at))) at--;
  return at;
}

/** The column at which a token begins. */
export function columnOf(tree: SyntaxTree, token: number): number {
  const start = tokenStart(tree, token);
  return start - lineStart(tree.text, start);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Whether an offset is within a token, or right behind it. */
export function isInside(tree: SyntaxTree, token: number, offset: number): boolean {
  return tokenStart(tree, token) < offset && offset <= tokenEnd(tree, token) && tokenText(tree, token) !== '';
}
