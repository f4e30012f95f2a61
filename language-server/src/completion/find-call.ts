import { type SyntaxTree, TokenKind, tokenEnd, tokenKind, tokenStart, tokenText } from '@tsk/parser';
import { findSurroundings, isCloser, isOpener, skipTrivia } from './frames.ts';

/** The call of an operator around an offset, and the argument that the offset is in. */
export interface FoundCall {
  readonly name: string;
  /** The functions behind the name: `upper`; '' for the operator itself. */
  readonly method: string;
  readonly index: number;
  /** The name of the argument, where it has one. */
  readonly named: string | undefined;
}

/** Finds the innermost call of an operator whose parentheses are open at an offset; calls of anything else are passed over. */
export function findCall(tree: SyntaxTree, offset: number): FoundCall | undefined {
  const { frames, token } = findSurroundings(tree, offset);
  for (const { kind, token: opener } of frames) {
    if (kind !== TokenKind.ParenOpen) continue;
    const callee = readCallee(tree, opener);
    if (callee !== undefined) return { ...callee, ...countArguments(tree, opener, token, offset) };
  }
  return undefined;
}

/** `@name.method` before a parenthesis. */
function readCallee(tree: SyntaxTree, opener: number): { readonly name: string; readonly method: string } | undefined {
  const methods: string[] = [];
  let at = skipTrivia(tree, opener - 1);
  while (at > 0 && tokenKind(tree, at) === TokenKind.Name) {
    methods.unshift(tokenText(tree, at));
    const dot = skipTrivia(tree, at - 1);
    const kind = dot < 0 ? undefined : tokenKind(tree, dot);
    if (kind !== TokenKind.Dot && kind !== TokenKind.OptionalDot) return undefined;
    at = skipTrivia(tree, dot - 1);
  }
  if (at < 0 || tokenKind(tree, at) !== TokenKind.Operator) return undefined;
  return { name: tokenText(tree, at).slice(1), method: methods.join('.') };
}

/** Counts the commas between a parenthesis and an offset that are in no other bracket. */
function countArguments(
  tree: SyntaxTree,
  opener: number,
  last: number,
  offset: number,
): { readonly index: number; readonly named: string | undefined } {
  let index = 0;
  let depth = 0;
  let start = opener + 1;
  for (let at = opener + 1; at <= last; at++) {
    const kind = tokenKind(tree, at);
    if (isOpener(kind)) depth++;
    else if (isCloser(kind)) depth--;
    else if (kind === TokenKind.Comma && depth === 0 && tokenEnd(tree, at) <= offset) {
      index++;
      start = at + 1;
    }
  }
  return { index, named: readName(tree, start) };
}

function readName(tree: SyntaxTree, start: number): string | undefined {
  const tokens: number[] = [];
  for (let at = start; tokens.length < 2 && at < tree.tokenStarts.length && at < start + 6; at++) {
    if (skipTrivia(tree, at) === at && tokenStart(tree, at) < tokenEnd(tree, at)) tokens.push(at);
  }
  const [name, sign] = tokens;
  if (name === undefined || sign === undefined) return undefined;
  const kinds = [tokenKind(tree, name), tokenKind(tree, sign)];
  const isNamed = kinds[1] === TokenKind.Equals || kinds[1] === TokenKind.Colon;
  const isWord = kinds[0] === TokenKind.Name || kinds[0] === TokenKind.KeyName;
  return isNamed && isWord ? tokenText(tree, name) : undefined;
}
