import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DocumentParser } from '../../parser/src/syntax/document-parser.ts';
import { lex } from '../../parser/src/syntax/lexer.ts';
import { TokenBuffer } from '../../parser/src/syntax/token-buffer.ts';
import type { NodeColumns } from '../../parser/src/syntax/tree-builder.ts';
import type { Diagnostic } from '../../parser/src/text/diagnostic.ts';
import { makeBenchData } from '../bench/data.ts';

test('the grammar passes all validations of Chevrotain, which the shipped parser skips to start faster', () => {
  expect(() => new DocumentParser({ validate: true })).not.toThrow();
});

const folder = new URL('../fixtures/syntax/', import.meta.url);
const fixtures = readdirSync(folder).map((name): [string, string] => [
  name,
  readFileSync(new URL(`${name}/input.tsk`, folder), 'utf8'),
]);
const flat =
  'a = [1, [2], { b = 3, }, ]\nb = { c = [], d = {}, e = [{ f = 1 }], }\nc = [1,, 2]\nd = [\n1\n\n2\n]\n[e] {\n';
const rows: [string, string][] = [...fixtures, ['generated', makeBenchData(5_000).tsk], ['flat', flat]];

function parseWith(parser: DocumentParser, text: string): { nodes: NodeColumns; diagnostics: Diagnostic[] } {
  const tokens = new TokenBuffer(16);
  const { diagnostics } = lex(text, 'x.tsk', tokens);
  return { nodes: parser.parseTokens(text, 'x.tsk', tokens, diagnostics), diagnostics };
}

const quick = new DocumentParser();
const plain = new DocumentParser({ shortCuts: false });

test.each(rows)('the rules alone make the same tree of %s as with the short cuts', (_, text) => {
  // Prefixes break off what a short cut has begun.
  for (const { index } of text.matchAll(/[\n,]/g)) {
    const part = text.slice(0, index);
    expect(parseWith(quick, part)).toStrictEqual(parseWith(plain, part));
  }
  expect(parseWith(quick, text)).toStrictEqual(parseWith(plain, text));
});
