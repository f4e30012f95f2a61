import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLineIndex, parse, TokenKind, tokenEnd, tokenKind, tokenKindName, tokenStart } from '@tsk/parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar, type ScopedSpan } from './textmate.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the scopes of a token of each kind must say; kinds that are not listed may have any. */
const wanted: Readonly<Partial<Record<TokenKind, RegExp>>> = {
  [TokenKind.Comment]: /^comment\./,
  [TokenKind.Fence]: /^comment\./,
  [TokenKind.Pragma]: /^comment\./,
  [TokenKind.ForeignComment]: /^invalid\.illegal/,
  [TokenKind.KeyName]: /^(?:support\.type\.property-name|entity\.name\.section|variable\.parameter)/,
  [TokenKind.KeyString]: /^(?:support\.type\.property-name|entity\.name\.section)/,
  [TokenKind.KeyVariable]: /^variable\./,
  [TokenKind.Include]: /^keyword\.control\.import/,
  [TokenKind.HeaderOpen]: /^punctuation\.definition\.section/,
  [TokenKind.HeaderClose]: /^punctuation\.definition\.section/,
  [TokenKind.Number]: /^constant\.numeric/,
  [TokenKind.Quantity]: /^constant\.numeric/,
  [TokenKind.Range]: /^constant\.numeric/,
  [TokenKind.DateTime]: /^constant\.numeric/,
  [TokenKind.Keyword]: /^constant\.language/,
  [TokenKind.Atom]: /^string\.unquoted/,
  [TokenKind.Variable]: /^variable\./,
  [TokenKind.Operator]: /^(?:entity\.name\.function|punctuation\.definition\.function)/,
  [TokenKind.String]: /^string\./,
  [TokenKind.RawString]: /^string\./,
  [TokenKind.TripleString]: /^string\./,
  [TokenKind.RawTripleString]: /^string\./,
  [TokenKind.BlockScalar]: /^(?:string\.unquoted\.block|keyword\.control\.block-scalar)/,
  [TokenKind.StringText]: /^string\./,
};

/** Where the colours say something else than the parser, one line for each token. */
function findDisagreements(text: string, spans: readonly ScopedSpan[]): readonly string[] {
  const tree = parse(text, { file: 'a.tsk' });
  const lines = buildLineIndex(text);
  const found: string[] = [];
  let first = 0;
  for (let token = 0; token < tree.tokenKinds.length; token++) {
    const kind = tokenKind(tree, token);
    const pattern = wanted[kind];
    const start = tokenStart(tree, token);
    const end = tokenEnd(tree, token);
    if (pattern === undefined || start === end) continue;
    while ((spans[first]?.end ?? Number.POSITIVE_INFINITY) <= start) first++;
    for (let index = first; (spans[index]?.start ?? end) < end; index++) {
      const span = spans[index];
      if (span === undefined) break;
      const piece = text.slice(Math.max(start, span.start), Math.min(end, span.end));
      if (piece.trim() === '' || span.scopes.some((scope) => pattern.test(scope))) continue;
      const { line } = lines.positionAt(start);
      found.push(
        `${line}: ${tokenKindName(kind)} ${JSON.stringify(piece)} is ${span.scopes.slice(1).join(' ') || 'plain'}`,
      );
    }
  }
  return found;
}

describe('the TextMate grammar', () => {
  let tokenize: (text: string) => readonly ScopedSpan[];
  beforeAll(async () => {
    tokenize = await loadGrammar('source.tsk');
  });

  // The collection of real files lies beside the project where it is developed; its files count where it is there.
  const files = globSync(['test/fixtures/**/*.tsk', 'examples/**/*.tsk', '../shared/corpus/*.tsk'], {
    cwd: root,
  }).toSorted();
  const valid = files.filter(
    (file) => parse(readFileSync(join(root, file), 'utf8'), { file }).diagnostics.length === 0,
  );

  it('has fixtures to agree with', () => {
    expect(valid.length).toBeGreaterThan(60);
  });

  it.each(valid.map((file) => [relative(root, join(root, file))]))('colours %s as the parser reads it', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(findDisagreements(text, tokenize(text))).toEqual([]);
  });
});
