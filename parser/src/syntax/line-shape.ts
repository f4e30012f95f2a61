import { Char, codeAt, isStatementEnd, skipBlanks } from './characters.ts';

const key = String.raw`(?:\$?[\p{L}_][\p{L}\p{N}\p{M}_]*(?:-[\p{L}\p{N}_]+)*|"[^"\n\r]*"|'[^'\n\r]*'|\d[\w-]*)`;
const entry = new RegExp(String.raw`${key}(?:\.${key})*[ \t]*(?:=(?![=>])|:)`, 'uy');
const header = /\[[ \t]*[\p{L}_"'][^[\]{}()=:,#\n\r]*\]/uy;
const regexes = { entry, header };

function matchesAt(name: keyof typeof regexes, text: string, at: number): number {
  const regex = regexes[name];
  regex.lastIndex = at;
  return regex.test(text) ? regex.lastIndex : -1;
}

/** Tells whether `key =` or `key:` stands at `at`: a line like that cannot be inside an array, nor continue an expression. */
export function looksLikeEntry(text: string, at: number): boolean {
  return matchesAt('entry', text, at) >= 0;
}

/** Tells whether a complete `[section]` line stands at `at`. */
export function looksLikeHeader(text: string, at: number): boolean {
  if (codeAt(text, at) !== Char.BracketOpen) return false;
  const end = matchesAt('header', text, at);
  return end >= 0 && isStatementEnd(text, end);
}

/** Tells whether `.name` stands first on the line that starts at `lineStart`: it goes on with the line before. */
export function continuesChain(text: string, lineStart: number): boolean {
  const at = skipBlanks(text, lineStart);
  return codeAt(text, at) === Char.Dot && /[\p{L}_]/u.test(text.charAt(at + 1));
}
