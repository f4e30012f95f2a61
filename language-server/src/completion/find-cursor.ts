import { type Span, type SyntaxTree, TokenKind, tokenEnd, tokenKind, tokenStart, tokenText } from '@tsk/parser';
import { readKey } from '../names/key-text.ts';
import type { Cursor } from './cursor.ts';
import {
  columnOf,
  type Frame,
  findSurroundings,
  isCloser,
  isInside,
  isOpener,
  keysBefore,
  lineStart,
  type Surroundings,
} from './frames.ts';

/** Finds out what can be written at an offset; undefined where nothing of ours can. It looks at tokens alone, so that broken text does no harm. */
export function findCursor(tree: SyntaxTree, offset: number): Cursor | undefined {
  const around = findSurroundings(tree, offset);
  const { token } = around;
  if (token >= 0 && isInside(tree, token, offset)) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Comment || kind === TokenKind.Pragma) return findComment(tree, token, offset);
    if (isClosedText(tree, token, kind, offset)) return undefined;
  }
  const frames = leaveBodies(tree, around, offset);
  const [inner] = frames;
  if (inner?.kind === TokenKind.StringStart || inner?.kind === TokenKind.TripleStart) return undefined;
  if (inner?.kind === TokenKind.HeaderOpen) return findHeader(tree, inner, offset);
  const table = tablePath(tree, frames, around.section);
  if (inner?.kind === TokenKind.ParenOpen || inner?.kind === TokenKind.InterpolationOpen) {
    return findOperand(
      tree,
      offset,
      table,
      frames.some(({ kind }) => kind === TokenKind.InterpolationOpen),
    );
  }
  return findInStatement(tree, offset, token, frames, table);
}

/** Texts that are not for us: fences, block texts, and the inside of long strings. */
function isClosedText(tree: SyntaxTree, token: number, kind: TokenKind, offset: number): boolean {
  switch (kind) {
    case TokenKind.Fence:
    case TokenKind.ForeignComment:
    case TokenKind.ConflictMarker:
    case TokenKind.BlockScalar:
    case TokenKind.StringText:
      return true;
    case TokenKind.TripleString:
    case TokenKind.RawTripleString:
      return offset < tokenEnd(tree, token);
    default:
      return false;
  }
}

function findComment(tree: SyntaxTree, token: number, offset: number): Cursor {
  const start = tokenStart(tree, token);
  return { kind: 'comment', text: tree.text.slice(start, offset), word: wordAt(tree.text, offset) };
}

/** An indented body goes on below its last line; a cursor that stands no deeper than its key has left it. */
function leaveBodies(tree: SyntaxTree, { frames }: Surroundings, offset: number): readonly Frame[] {
  const start = lineStart(tree.text, offset);
  const column = tree.text.slice(start, offset).trim() === '' ? offset - start : Number.POSITIVE_INFINITY;
  return frames.filter(({ kind, token }) => {
    if (kind !== TokenKind.Indent) return true;
    let key = token - 1;
    while (key > 0 && readKey(tree, key) === undefined) key--;
    return column > columnOf(tree, key);
  });
}

/** The path of the table around an offset. What stands in an expression has the path of the table around that. */
function tablePath(
  tree: SyntaxTree,
  frames: readonly Frame[],
  section: readonly string[] | undefined,
): readonly string[] {
  const path = [...(section ?? [])];
  for (const { kind, token } of frames.toReversed()) {
    if (kind === TokenKind.ParenOpen || kind === TokenKind.InterpolationOpen || kind === TokenKind.StringStart) break;
    const keys = keysBefore(tree, token);
    path.push(...(keys.length > 0 ? keys : ['0']));
  }
  return path;
}

function findHeader(tree: SyntaxTree, { token }: Frame, offset: number): Cursor {
  const start = tokenEnd(tree, token);
  const line = tree.text.slice(start).split(/[\r\n#]/, 1)[0] ?? '';
  const close = line.indexOf(']');
  const end = start + (close < 0 ? line.trimEnd().length : close);
  return { kind: 'header', word: { start, end: Math.max(end, offset) }, isClosed: close >= 0 };
}

function findOperand(
  tree: SyntaxTree,
  offset: number,
  scope: readonly string[],
  isInterpolated: boolean,
): Cursor | undefined {
  const { text } = tree;
  if (isInText(tree, offset)) return undefined;
  const word = wordAt(text, offset);
  const base = baseBefore(text, word.start);
  if (base !== undefined) return { kind: 'member', base, scope, isInterpolated, word };
  const before = text.slice(lineStart(text, word.start), word.start).trimEnd();
  // Behind a complete operand only an operator can follow.
  if (word.start === offset && /[\w"')\]]$/.test(before)) return undefined;
  return /^\d/.test(text.slice(word.start, offset)) ? undefined : { kind: 'operand', scope, isInterpolated, word };
}

function isInText(tree: SyntaxTree, offset: number): boolean {
  return quoteAround(tree, offset) !== undefined;
}

/** The quote around an offset, where it stands in a string of one line. */
function quoteAround(tree: SyntaxTree, offset: number): { readonly quote: string; readonly inside: Span } | undefined {
  const token = findSurroundings(tree, offset).token;
  if (token < 0) return undefined;
  const kind = tokenKind(tree, token);
  if (kind !== TokenKind.String && kind !== TokenKind.RawString) return undefined;
  const text = tokenText(tree, token);
  const quote = text.charAt(0);
  const start = tokenStart(tree, token) + 1;
  const isClosed = text.length > 1 && text.endsWith(quote);
  const end = tokenEnd(tree, token) - (isClosed ? 1 : 0);
  return start <= offset && offset <= end ? { quote, inside: { start, end } } : undefined;
}

/** The tokens of a statement, member or element before the word at the cursor, without what stands in closed brackets. */
function tokensBefore(tree: SyntaxTree, last: number, word: Span): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  for (let at = last; at >= 0; at--) {
    const kind = tokenKind(tree, at);
    if (isCloser(kind)) depth++;
    else if (isOpener(kind)) {
      if (depth === 0) break;
      depth--;
    }
    if (depth > 0) continue;
    if (isEnd(kind)) break;
    if (tokenStart(tree, at) >= word.start || kind <= TokenKind.ConflictMarker) continue;
    found.unshift(at);
  }
  return found;
}

function isEnd(kind: TokenKind): boolean {
  return (
    kind === TokenKind.EndOfLine ||
    kind === TokenKind.Separator ||
    kind === TokenKind.Comma ||
    kind === TokenKind.Newline
  );
}

function findInStatement(
  tree: SyntaxTree,
  offset: number,
  token: number,
  frames: readonly Frame[],
  table: readonly string[],
): Cursor | undefined {
  const quoted = quoteAround(tree, offset);
  const word = quoted?.inside ?? wordAt(tree.text, offset);
  const outer = quoted === undefined ? word : { start: word.start - 1, end: word.end + 1 };
  const before = tokensBefore(tree, token, outer);
  const [first] = before;
  const kinds = before.map((at) => tokenKind(tree, at));
  const text = tree.text.slice(word.start, offset);
  const isInclude = kinds[0] === TokenKind.Include || (kinds[0] === TokenKind.Operator && isIncludeName(tree, first));
  if (isInclude) return { kind: 'include', quote: quoted?.quote, word };
  const sign = kinds.findIndex((kind) => kind === TokenKind.Equals || kind === TokenKind.Colon);
  if (kinds[0] === TokenKind.Dash || frames[0]?.kind === TokenKind.BracketOpen) {
    const rest = kinds[0] === TokenKind.Dash ? kinds.slice(1) : kinds;
    return findValue(tree, offset, word, quoted?.quote, rest, table, table.slice(0, -1), true);
  }
  if (sign < 0) {
    const isStatement = frames.length === 0;
    if (text.startsWith('@')) return isStatement && first === undefined ? { kind: 'directive', word } : undefined;
    if (text.startsWith('$') || !kinds.every(isKeyToken)) return undefined;
    const keys = before.flatMap((at) => readKey(tree, at) ?? []);
    // `key word`: a key is complete without a dot behind it.
    if (first !== undefined && tree.text[outer.start - 1] !== '.') return undefined;
    return {
      kind: 'key',
      table: [...table, ...keys],
      word: outer,
      ...findSign(tree, offset, frames),
      isStatement: isStatement && keys.length === 0,
    };
  }
  const keys = before.slice(0, sign).flatMap((at) => readKey(tree, at) ?? []);
  const path = kinds[0] === TokenKind.KeyVariable ? undefined : [...table, ...keys];
  const scope = path === undefined ? table : path.slice(0, -1);
  return findValue(tree, offset, word, quoted?.quote, kinds.slice(sign + 1), path, scope, false);
}

/** An include that lacks its path is read as an operator. */
function isIncludeName(tree: SyntaxTree, token: number | undefined): boolean {
  return token !== undefined && /^@(?:include|import|inherit|extends)$/.test(tokenText(tree, token));
}

function isKeyToken(kind: TokenKind): boolean {
  return kind === TokenKind.KeyName || kind === TokenKind.KeyString || kind === TokenKind.Dot || kind === TokenKind.Bad;
}

/** The sign that keys around the cursor have, and whether one follows it. */
function findSign(
  tree: SyntaxTree,
  offset: number,
  frames: readonly Frame[],
): { readonly sign: '=' | ':'; readonly hasSign: boolean } {
  const rest = tree.text.slice(offset).split(/[\r\n]/, 1)[0] ?? '';
  const hasSign = /^[\w-]*["']?\s*[=:{>]/.test(rest);
  if (frames[0]?.kind === TokenKind.Indent) return { sign: ':', hasSign };
  for (let at = findSurroundings(tree, offset).token; at >= 0; at--) {
    const kind = tokenKind(tree, at);
    if (kind === TokenKind.Equals) return { sign: '=', hasSign };
    if (kind === TokenKind.Colon) return { sign: ':', hasSign };
  }
  return { sign: '=', hasSign };
}

function findValue(
  tree: SyntaxTree,
  offset: number,
  word: Span,
  quote: string | undefined,
  rest: readonly TokenKind[],
  path: readonly string[] | undefined,
  scope: readonly string[],
  isElement: boolean,
): Cursor | undefined {
  const { text } = tree;
  if (quote !== undefined) {
    return rest.length === 0 ? { kind: 'value', path, scope, isElement, quote, word } : undefined;
  }
  const number = /^[+-]?[\d._]*\d[A-Za-z%µ]*$/.exec(numberBefore(text, offset))?.[0];
  if (number !== undefined) {
    const isWhole =
      path !== undefined &&
      rest.every((kind) => kind === TokenKind.Number || kind === TokenKind.Quantity || kind === TokenKind.Prefix);
    if (!isWhole || offset - number.length > word.start) return undefined;
    const digits = number.replace(/[A-Za-z%µ]+$/, '');
    return { kind: 'unit', path, number: digits, word: { start: offset - number.length, end: word.end } };
  }
  const base = baseBefore(text, word.start);
  if (base !== undefined) return { kind: 'member', base, scope, isInterpolated: false, word };
  const last = rest.at(-1);
  if (last === undefined) return { kind: 'value', path, scope, isElement, quote, word };
  const isOperand =
    last === TokenKind.Infix ||
    last === TokenKind.Prefix ||
    last === TokenKind.Question ||
    last === TokenKind.TernaryColon;
  return isOperand ? { kind: 'operand', scope, isInterpolated: false, word } : undefined;
}

/** The text of a number right before an offset, with what may be the beginning of its unit. */
function numberBefore(text: string, offset: number): string {
  return /[+-]?[\d._]*[A-Za-z%µ]*$/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** The word around an offset, with the `$` or `@` before it. */
function wordAt(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) start--;
  if (start > 0 && /[$@]/.test(text.charAt(start - 1))) start--;
  while (end < text.length && /[\w-]/.test(text.charAt(end))) end++;
  return { start, end };
}

/** What stands before the dot before a word: `$a.b`, `@string`, `item`; undefined where there is no dot. */
function baseBefore(text: string, start: number): string | undefined {
  const before = text.slice(lineStart(text, start), start);
  return /([$@]?[A-Za-z_][\w-]*(?:\??\.[A-Za-z_][\w-]*|\[(?:\d+|"[^"\]]*")\])*)\??\.$/.exec(before)?.[1];
}
