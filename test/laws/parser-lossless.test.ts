import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseDocument, toJson } from '@tsk/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUnsound, joinTokens } from '../parser/lossless.ts';

const founding = new URL('../../examples/founding/', import.meta.url);
const files = readdirSync(founding).filter((name) => name.endsWith('.tsk'));

/** The pieces that a text of the language is made of, and those that break it. */
const pieces = [
  ...[
    '[a]',
    '[a.b]',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '<',
    '>',
    '<\n',
    ' >\n',
    '"',
    "'",
    '"""',
    "'''",
    '`',
    '${',
    '$x',
    '@env',
    '@',
  ],
  ...[
    '=',
    ':',
    ',',
    ';',
    '?',
    '.',
    '...',
    '=>',
    '==',
    '===',
    '|',
    '||',
    '??',
    '-',
    '- ',
    '+',
    '!',
    '*',
    '/',
    '%',
    '^',
    '&&',
  ],
  ...[
    '\n',
    '\r\n',
    '\r',
    '  ',
    '\t',
    ' ',
    '\n  ',
    '\n    ',
    '#',
    '# c',
    '###',
    '###\n',
    '#api {',
    '#!',
    '//',
    '/*',
    '*/',
    '|\n',
  ],
  ...[
    'key',
    'a.b',
    'a-b',
    'true',
    'null',
    'yes',
    'True',
    '1',
    '1.5',
    '30s',
    '8000-9000',
    '2024-01-15',
    '0x1F',
    '1_000',
    '\\',
    '\\u{',
  ],
  ...[
    '<<<<<<< HEAD\n',
    '=======\n',
    '>>>>>>> b\n',
    '<<EOF',
    '\u00e9',
    '\ud83d',
    '\u{1f600}',
    '\ufeff',
    '\0',
    '__proto__',
    '@include "x"',
  ],
];
const brokenText = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((found) => found.join(''));

function expectLossless(text: string): void {
  const tree = parse(text, { file: 'law.tsk' });
  if (joinTokens(tree) !== text) expect(joinTokens(tree)).toBe(text);
  const unsound = findUnsound(tree).next();
  if (unsound.done !== true) expect(unsound.value).toBeUndefined();
}

describe('the tree is lossless and parsing never throws', () => {
  test('for any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), expectLossless), { numRuns: 500 });
  });

  test('for any sequence of pieces of the language', () => {
    fc.assert(fc.property(brokenText, expectLossless), { numRuns: 3000 });
  });

  test('and a document can be built from any sequence of pieces, and turned into JSON', () => {
    fc.assert(
      fc.property(brokenText, (text) => {
        const document = parseDocument(text, { file: 'law.tsk' });
        JSON.stringify(toJson(document.root));
        for (const { span, fix } of document.diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          for (const edit of fix?.edits ?? []) expect(edit.span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each(files)('for every prefix of %s', (name) => {
    const text = readFileSync(new URL(name, founding), 'utf8');
    for (let length = 0; length <= text.length; length++) expectLossless(text.slice(0, length));
  });

  test.each(files)('for every deletion of a single character of %s', (name) => {
    const text = readFileSync(new URL(name, founding), 'utf8');
    for (let at = 0; at < text.length; at++) expectLossless(text.slice(0, at) + text.slice(at + 1));
  });

  test.each(files)('and a document can be built for every deletion of a line of %s', (name) => {
    const lines = readFileSync(new URL(name, founding), 'utf8').split('\n');
    for (let line = 0; line < lines.length; line++) {
      const text = lines.toSpliced(line, 1).join('\n');
      expect(() => toJson(parseDocument(text, { file: name }).root)).not.toThrow();
    }
  });
});
