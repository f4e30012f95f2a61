import * as kinds from './diagnostics.ts';
import { complain, replacement, type ScanState } from './scan-state.ts';
import { TokenKind } from './token-kind.ts';

const booleanWords: Readonly<Record<string, string>> = { yes: 'true', on: 'true', no: 'false', off: 'false' };

/** The value of a keyword; undefined for any other word. */
export function keywordValue(word: string): boolean | null | undefined {
  switch (word) {
    case 'true':
    case 'yes':
    case 'on':
      return true;
    case 'false':
    case 'no':
    case 'off':
      return false;
    case 'null':
      return null;
    default:
      return undefined;
  }
}

/** The token kind of a word that is a keyword, undefined for a name. Hints at the clearer spelling of `yes`, `no`, `on`, `off`. */
export function keywordKind(state: ScanState, word: string, start: number): TokenKind | undefined {
  if (word.length > 5 || keywordValue(word) === undefined) return undefined;
  const instead = booleanWords[word];
  if (instead !== undefined) {
    const end = start + word.length;
    complain(state, kinds.booleanWord, start, end, [word, instead], {
      fix: replacement(`Write ${instead}`, start, end, instead),
    });
  }
  return TokenKind.Keyword;
}
