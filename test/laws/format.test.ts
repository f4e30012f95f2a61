import { readdirSync, readFileSync } from 'node:fs';
import { applyEdits, type FormatOptions, format, formatEdits, parse } from '@tsk/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDamage, findLoss } from './format-damage.ts';
import { documents, soup } from './format-documents.ts';

const founding = new URL('../../examples/founding/', import.meta.url);
const files = readdirSync(founding).filter((name) => name.endsWith('.tsk'));

const styles = fc.record(
  {
    indentSize: fc.constantFrom(1, 2, 4, 8),
    useTabs: fc.boolean(),
    maxWidth: fc.constantFrom(20, 60, 100),
    alignComments: fc.boolean(),
  },
  { requiredKeys: [] },
);

function expectUnharmed(text: string, options?: FormatOptions): void {
  const damage = findDamage(text, options);
  if (damage.length > 0) expect(`${text}\n=> ${damage.join('\n')}`).toBe('');
}

describe('formatting loses nothing, moves no comment, and is done at once', () => {
  test('for generated documents in any layout and style', () => {
    fc.assert(fc.property(documents, styles, expectUnharmed), { numRuns: 700 });
  });

  test('and the generated documents are nearly all valid', () => {
    const valid = fc.sample(documents, { numRuns: 300, seed: 1 }).filter((text) => {
      const { diagnostics } = parse(text, { file: 'law.tsk' });
      return diagnostics.every(({ severity }) => severity !== 'error');
    });
    expect(valid.length).toBeGreaterThan(240);
  });

  test('for any sequence of pieces of the language', () => {
    fc.assert(
      fc.property(soup, (text) => expectUnharmed(text)),
      { numRuns: 1500 },
    );
  });

  test('for generated documents with a piece of something else in them', () => {
    const broken = fc.tuple(documents, soup, fc.nat()).map(([text, piece, at]) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + piece.slice(0, 6) + text.slice(offset);
    });
    fc.assert(
      fc.property(broken, (text) => expectUnharmed(text)),
      { numRuns: 700 },
    );
  });

  test.each(files)('for every deletion of a single character of %s', (name) => {
    const text = readFileSync(new URL(name, founding), 'utf8');
    for (let at = 0; at < text.length; at++) expectUnharmed(text.slice(0, at) + text.slice(at + 1));
  });
});

/** Texts that are easily harmed, each with what is special about it. */
test.each([
  ['a comma cannot stand after a block scalar', '{ a = 1, k: |\n  text\n b = 1, c = 2 }'],
  ['a comment that moves deeper becomes a part of the text above', '\t<\n=|\n#\n"'],
  ['an array at the start of a line is a header', 'x:(e)+\n[b,]'],
  ['so it is after a comment', 'x:(e)+ # c\n[b,]'],
  ['an indented header becomes a part of the text above', ' h=|\n ['],
  ['a blank line becomes a part of a string that is not closed', ']"""\n[x]'],
  ['so it does inside of an interpolation', 'e="${"""\n[e]'],
  ['what is in a fence counts for the body below it', '[a]\n  b=\n###\n  a = 1\n###\n'],
  ['a comment would become a directive at the start of its line', 't=t({}\n,#i{\n)'],
  ['a comment stands on the line of the root object', '{ a = 1 }#api {'],
  ['a byte order mark is a blank', '\ufeff\nhost=# note\nhost=1\n'],
  ['a byte order mark is not at the start', '\n\ufeff:\nn\ne:'],
  ['an expression goes on after a semicolon', 'e:([])||;\nd'],
  ['nothing follows a comma', 't=[\n ,'],
  ['brackets that were broken are empty', `t=t({"":a.get(\n)}?"${'long '.repeat(12)}":$size .to)`],
  ['line ends that stay would count a second time', '>\nr\r\n\r\n'],
])('no harm where %s', (_what, text) => {
  expectUnharmed(text);
});

describe('the edits of a text', () => {
  test('are in order, do not touch each other, and change something each', () => {
    fc.assert(
      fc.property(documents, (text) => {
        let end = -1;
        for (const { span, newText } of formatEdits(parse(text, { file: 'law.tsk' }))) {
          expect(span.start).toBeGreaterThan(end);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(newText).not.toBe(text.slice(span.start, span.end));
          end = span.end;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of a formatted text are none', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const formatted = format(parse(text, { file: 'law.tsk' }));
        expect(formatEdits(parse(formatted, { file: 'law.tsk' }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('of any range lose nothing either', () => {
    fc.assert(
      fc.property(documents, fc.nat(200), fc.nat(50), (text, start, length) => {
        const edits = formatEdits(parse(text, { file: 'law.tsk' }), {}, { start, end: start + length });
        expect(findLoss(text, applyEdits(text, edits))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
