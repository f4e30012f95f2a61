import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { operators } from '@tsk/compiler';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeTexts } from './analyze-texts.ts';

const fixtures = new URL('../fixtures/compile/', import.meta.url);
const corpus = new URL('../../../shared/corpus/', import.meta.url);

function readFolder(folder: URL): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsk'))
    .toSorted()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

const calls = operators.flatMap((operator) =>
  (operator.availability === 'refused'
    ? operator.examples
    : operator.functions.flatMap(({ examples }) => examples)
  ).map(({ source }) => source),
);

/** Expressions made of the operators' examples, put into one another at any place. */
const expression: fc.Arbitrary<string> = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '1',
      '-1',
      '0',
      '1e300',
      '"a"',
      'null',
      'true',
      '30s',
      '[]',
      '{}',
      '$a',
      'item',
      '1-9',
      '2024-01-15',
      '__proto__',
    ),
    fc.constantFrom(...calls),
    fc
      .tuple(fc.constantFrom(...calls), tie('expression'), fc.nat())
      .map(([call, inner, at]) => replaceArgument(call, inner, at)),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '*', '/', '**', '==', '<', '??', '&&'), tie('expression'))
      .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
  ),
})).expression;

/** The call with another expression in the place of one of its arguments, as far as commas tell. */
function replaceArgument(call: string, inner: string, at: number): string {
  const open = call.indexOf('(');
  if (open < 0) return `${call}(${inner})`;
  const parts = call.slice(open + 1, -1).split(', ');
  parts[at % parts.length] = inner;
  return `${call.slice(0, open + 1)}${parts.join(', ')})`;
}

const texts = readFolder(fixtures);

/** Real texts with pieces of them cut, repeated and moved. */
const mutated: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.nat()), { maxLength: 6 }),
  )
  .map(([text, other, cuts]) =>
    cuts.reduce((made, [from, length, to]) => {
      const piece = other.slice(from % (other.length + 1)).slice(0, length);
      const place = to % (made.length + 1);
      return made.slice(0, place) + piece + made.slice(place + (from % 3 === 0 ? length : 0));
    }, text),
  );

function expectSame(text: string): void {
  const [one, other] = [analyzeTexts({ 'a.tsk': text }), analyzeTexts({ 'a.tsk': text })];
  expect(one.values).toEqual(other.values);
  expect(one.diagnostics).toEqual(other.diagnostics);
  expect(one.explain(['x'])).toEqual(other.explain(['x']));
}

describe('evaluating', () => {
  it('never throws, and gives the same for the same, whatever calls are put into one another', () => {
    fc.assert(
      fc.property(expression, expression, (a, x) => expectSame(`$a = ${a}\nx = ${x}\n`)),
      { numRuns: 1000 },
    );
  });

  it('never throws, and gives the same for the same, whatever becomes of a text', () => {
    fc.assert(
      fc.property(mutated, (text) => expectSame(text)),
      { numRuns: 300 },
    );
  });
});

describe.skipIf(!existsSync(corpus))('the corpus of real snippets (skipped where the corpus is not there)', () => {
  it('is evaluated as a whole', () => {
    for (const text of readFolder(corpus)) expectSame(text);
  });

  it('knows the operators of sectioned files, but for a few methods', () => {
    const names = readdirSync(corpus).filter((name) => /^S-b-.*\.tsk$/.test(name));
    const unknown = names.flatMap((name) =>
      analyzeTexts({ [name]: readFileSync(new URL(name, corpus), 'utf8') })
        .diagnostics.filter(({ code }) => code === 'TSK3015')
        .map(({ message }) => message.match(/@[\w.]*\w/)?.[0]),
    );
    expect([...new Set(unknown)].toSorted()).toEqual([
      '@array.from_string',
      '@array.has_elements',
      '@array.is_array',
      '@array.safe_filter',
      '@array.safe_get',
      '@array.safe_length',
      '@array.safe_map',
      '@array.transpose',
      '@object.from_base64',
      '@object.to_base64',
      '@string.hmac_sha256',
    ]);
  });
});
