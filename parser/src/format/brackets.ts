import { NodeKind } from '../syntax/node-kind.ts';
import { firstToken, nodeKind, type SyntaxTree } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import { isComment, type Piece } from './pieces.ts';

/** A pair of brackets of a statement, and the entries between them. Pieces are named by their index. */
export interface Bracket {
  readonly shape: 'object' | 'array' | 'call' | 'group' | 'index';
  readonly open: number;
  close: number;
  /** The first and the last piece of each entry. */
  readonly entries: { readonly first: number; last: number }[];
  /** Whether the author broke a line before an entry or before the closer. */
  wasBroken: boolean;
  /** How many entries are separated from the one before with a comma, and how many with a line break alone. */
  commas: number;
  breaks: number;
}

/** The brackets of a statement, by their openers, and by the pieces before which they may be broken. */
export interface Brackets {
  readonly byOpener: ReadonlyMap<number, Bracket>;
  readonly byEntry: ReadonlyMap<number, Bracket>;
  readonly byCloser: ReadonlyMap<number, Bracket>;
}

/** Finds the brackets of the pieces `[first, end)`, in which every opener has its closer. */
export function findBrackets(
  pieces: readonly Piece[],
  first: number,
  end: number,
  suffixes: ReadonlySet<number>,
): Brackets {
  const byOpener = new Map<number, Bracket>();
  const byEntry = new Map<number, Bracket>();
  const byCloser = new Map<number, Bracket>();
  const open: Bracket[] = [];
  let gap = { separated: false, comma: false, broken: false };
  let last = -1;
  for (let index = first; index < end; index++) {
    const piece = pieces[index];
    if (piece === undefined) break;
    gap.separated ||= piece.separated;
    gap.comma ||= piece.comma;
    gap.broken ||= piece.newlines > 0;
    if (isComment(piece.kind)) continue;
    const around = open.at(-1);
    if (around !== undefined && isCloser(piece.kind)) {
      around.close = index;
      around.wasBroken = (around.wasBroken || gap.broken) && index > around.open + 1;
      endEntry(around, last);
      byCloser.set(index, around);
      open.pop();
    } else if (around !== undefined && (around.entries.length === 0 || gap.separated)) {
      startEntry(around, index, last, gap);
      byEntry.set(index, around);
    }
    const shape = shapeOf(piece, suffixes);
    if (shape !== undefined) {
      const bracket = { shape, open: index, close: index, entries: [], wasBroken: false, commas: 0, breaks: 0 };
      byOpener.set(index, bracket);
      open.push(bracket);
    }
    gap = { separated: false, comma: false, broken: false };
    last = index;
  }
  return { byOpener, byEntry, byCloser };
}

function startEntry(
  bracket: Bracket,
  index: number,
  last: number,
  gap: { readonly comma: boolean; readonly broken: boolean },
): void {
  bracket.wasBroken ||= gap.broken;
  if (bracket.entries.length > 0) {
    if (gap.comma) bracket.commas++;
    else bracket.breaks++;
  }
  endEntry(bracket, last);
  bracket.entries.push({ first: index, last: index });
}

function endEntry({ entries }: Bracket, last: number): void {
  const entry = entries.at(-1);
  if (entry !== undefined) entry.last = last;
}

function isCloser(kind: TokenKind): boolean {
  return kind === TokenKind.BraceClose || kind === TokenKind.BracketClose || kind === TokenKind.ParenClose;
}

function shapeOf({ kind, token }: Piece, suffixes: ReadonlySet<number>): Bracket['shape'] | undefined {
  if (kind === TokenKind.BraceOpen) return 'object';
  if (kind === TokenKind.BracketOpen) return suffixes.has(token) ? 'index' : 'array';
  if (kind === TokenKind.ParenOpen) return suffixes.has(token) ? 'call' : 'group';
  return undefined;
}

/** The tokens that open a call or an index: they belong to the operand before them. */
export function findSuffixes(tree: SyntaxTree): ReadonlySet<number> {
  const found = new Set<number>();
  for (let node = 0; node < tree.nodes.kinds.length; node++) {
    const kind = nodeKind(tree, node);
    if (kind === NodeKind.Call || kind === NodeKind.Index) found.add(firstToken(tree, node));
  }
  return found;
}

/** Tells whether the last argument of a call is one object or array: it is broken, and the call goes along its lines. */
export function endsWithCollection({ entries, shape }: Bracket, { byOpener }: Brackets): boolean {
  const entry = entries.at(-1);
  const inner = entry === undefined ? undefined : byOpener.get(entry.first);
  if (shape !== 'call' || entry === undefined || inner === undefined) return false;
  return inner.close === entry.last && (inner.shape === 'object' || inner.shape === 'array');
}
