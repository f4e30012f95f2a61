import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/place.ts';
import { afterNewline, lineEnd } from './characters.ts';
import * as kinds from './diagnostics.ts';
import { NodeKind } from './node-kind.ts';
import { endNode, firstToken, nodeKind, type SyntaxTree, tokenKind, tokenStart } from './syntax-tree.ts';
import { TokenKind } from './token-kind.ts';

/** A place at which a tree can be cut: before a header in the first column. */
export interface Cut {
  /** The offset of the header's bracket, its token, and the node of its section. */
  readonly offset: number;
  readonly token: number;
  readonly node: number;
}

/** What of a tree outlives an edit: what is before `head`, and what is from one of the `tails` on. */
export interface Cuts {
  /** The header of the section that the edit is in; undefined for the start of the text. */
  readonly head: Cut | undefined;
  /** In ascending order. */
  readonly tails: readonly Cut[];
}

/** Findings that tell that the lexer has looked beyond the section: for an end that is missing, or for the brackets to close. */
const lookingFar = codesOf([
  kinds.stringNewline,
  kinds.unclosedTriple,
  kinds.interpolation,
  kinds.backtick,
  kinds.heredoc,
  kinds.commentStyle,
  kinds.unclosed,
  kinds.strayCloser,
]);

/** Findings that tell that brackets were read a second time, for which a whole text has one budget. */
const readingAgain = codesOf([kinds.unclosed, kinds.strayCloser, kinds.interpolation]);

function codesOf(found: readonly { readonly code: string }[]): ReadonlySet<string> {
  return new Set(found.map(({ code }) => code));
}

/**
 * Finds where a tree can be cut around an edit so that everything outside reads the same after it. What is before the head must not
 * have looked beyond it, and the header of the head must be whole; what is from a tail on must not have read brackets again.
 */
export function findCuts(tree: SyntaxTree, { start, end }: Span): Cuts {
  const safeFrom = firstFarLook(tree.diagnostics);
  const safeTo = lastSecondReading(tree.diagnostics);
  let head: Cut | undefined;
  const tails: Cut[] = [];
  for (const cut of cutsOf(tree)) {
    if (cut.offset <= safeFrom && headerEnd(tree.text, cut.offset) <= start) head = cut;
    else if (cut.offset >= end && cut.offset > safeTo) tails.push(cut);
  }
  return { head, tails };
}

function* cutsOf(tree: SyntaxTree): Generator<Cut> {
  const end = endNode(tree, 0);
  for (let node = 1; node < end; node = endNode(tree, node)) {
    if (nodeKind(tree, node) !== NodeKind.Section) continue;
    const token = firstToken(tree, node);
    const indented = token > 0 && tokenKind(tree, token - 1) === TokenKind.Whitespace;
    if (!indented) yield { offset: tokenStart(tree, token), token, node };
  }
}

/** The offset after the line of a header; beyond the text where the line has no end yet. */
function headerEnd(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end < text.length ? afterNewline(text, end) : Number.POSITIVE_INFINITY;
}

/** The offset up to which no finding tells of a far look. */
function firstFarLook(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.find(({ code }) => lookingFar.has(code))?.span.start ?? Number.POSITIVE_INFINITY;
}

/** The offset after which no finding tells of a second reading. */
function lastSecondReading(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.findLast(({ code }) => readingAgain.has(code))?.span.start ?? -1;
}
