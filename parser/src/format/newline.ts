import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import type { Line } from './lines.ts';
import type { Style } from './options.ts';
import type { Piece } from './pieces.ts';

const firstBreak = /\r\n|[\r\n]/;

/**
 * Chooses how lines end: as most of those do that the formatter ends. Line breaks inside of strings and of what is copied as it is
 * do not count, because they stay, and would count again the next time.
 */
export function chooseNewline(
  { text }: SyntaxTree,
  pieces: readonly Piece[],
  lines: readonly Line[],
  { endOfLine }: Style,
): '\n' | '\r\n' {
  if (endOfLine !== 'auto') return endOfLine === 'crlf' ? '\r\n' : '\n';
  let pairs = 0;
  let singles = 0;
  const count = (index: number): void => {
    if (pieces[index]?.newlines === 0) return;
    const gap = text.slice(pieces[index - 1]?.end ?? 0, pieces[index]?.start ?? text.length);
    const found = firstBreak.exec(gap)?.[0];
    if (found === '\r\n') pairs++;
    else if (found !== undefined) singles++;
  };
  for (const { first, end, verbatim } of lines) {
    for (let index = first; index < (verbatim ? first + 1 : end); index++) count(index);
  }
  count(pieces.length);
  return pairs > singles ? '\r\n' : '\n';
}
