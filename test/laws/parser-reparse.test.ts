import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseDocument, reparse, reparseDocument, type SyntaxTree, type TextEdit, toJson } from '@tsk/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeBenchData } from '../bench/data.ts';

const options = { file: 'law.tsk' };

function readAll(folder: string, pathOf: (name: string) => string): string[] {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => readFileSync(new URL(pathOf(name), url), 'utf8'));
}

const founding = readAll('../../examples/founding/', (name) => name);
const fixtures = readAll('../fixtures/syntax/', (name) => `${name}/input.tsk`);
const generated = [makeBenchData(2_000).tsk, makeBenchData(2_000).tsk.replaceAll('\n', '\r\n')];

/** What may be typed, pasted or undone: what opens and closes things, starts lines and sections, and is reported once for a text. */
const insertions = [
  ...[
    '',
    'x',
    '1',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '=',
    ':',
    ',',
    ';',
    '-',
    '.',
    '#',
    '+',
    '?',
    '|',
    '|\n',
    '\\',
    'é',
    '\ufeff',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '<',
    ' >\n',
    '"',
    "'",
    '"""',
    "'''",
    '`',
    '${',
    '/*',
    '*/',
    '//',
    '###\n',
    '\n###\n',
    '#!',
    '#api {',
  ],
  ...[
    '[a]',
    '\n[a]\n',
    '\n[a.b]',
    '\n  [c]\n',
    '\n[[d]]\n',
    '\n["e\n',
    'key',
    'a = 1\n',
    'list = [\n',
    'table = {\n  a = 1\n',
    'key:\n  - 1\n',
  ],
  ...[
    'text = """\n',
    '{"a": 1}',
    '<<EOF\n',
    'EOF\n',
    '<<<<<<< HEAD\n',
    '=======\n',
    '>>>>>>> theirs\n',
    '['.repeat(101),
    '@include "a"\n',
  ],
];

/** An edit of any text: where it starts and how long it is, as parts of the text's length or in characters; what comes instead. */
const anyEdit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  near: fc.constantFrom('anywhere' as const, 'a header' as const, 'a line start' as const),
  length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 400 })),
  newText: fc.oneof(
    fc.constantFrom(...insertions),
    fc.constantFrom(...fixtures).map((text) => text.slice(0, 300)),
  ),
});
type AnyEdit = typeof anyEdit extends fc.Arbitrary<infer Edit> ? Edit : never;

function editOf(text: string, { at, near, length, newText }: AnyEdit): TextEdit {
  const guess = Math.floor(at * text.length);
  const found = near === 'anywhere' ? guess : text.indexOf(near === 'a header' ? '\n[' : '\n', guess) + 1;
  const start = found === 0 ? guess : found;
  return { span: { start, end: Math.min(start + length, text.length) }, newText };
}

function apply(text: string, { span, newText }: TextEdit): string {
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

function expectSameTree(actual: SyntaxTree, text: string): void {
  expect(actual).toStrictEqual(parse(text, options));
}

function expectLaw(text: string, edits: readonly AnyEdit[]): void {
  let tree = parse(text, options);
  for (const any of edits) {
    const edit = editOf(tree.text, any);
    const expected = apply(tree.text, edit);
    tree = reparse(tree, edit);
    expectSameTree(tree, expected);
  }
}

const anyEdits = fc.array(anyEdit, { minLength: 1, maxLength: 6 });
/** Several snippets, each below a header of its own: what is open in one must not be missed in the next. */
const mixture = fc
  .array(fc.constantFrom(...fixtures.map((text) => text.slice(0, 1_500))), { minLength: 1, maxLength: 4 })
  .map((found) => found.map((text, index) => `\n[part_${index}]\n${text}`).join(''));

describe('parsing again after an edit gives the tree of a full parse', () => {
  test('for any sequence of edits of the founding files', () => {
    fc.assert(fc.property(fc.constantFrom(...founding), anyEdits, expectLaw), { numRuns: 250 });
  });

  test('for any sequence of edits of fixtures that follow each other', () => {
    fc.assert(fc.property(mixture, anyEdits, expectLaw), { numRuns: 800 });
  });

  test('for any sequence of edits of generated documents', () => {
    fc.assert(fc.property(fc.constantFrom(...generated), anyEdits, expectLaw), { numRuns: 250 });
  });

  test.each(insertions.filter((text) => text !== ''))(
    'for %j typed at any place of a text of three sections',
    (newText) => {
      const text = '# first\na = "x"\n[b]\nc = [1, 2]\nd: e\n\n[f.g]\nh = """\nx ${c}\n"""\n\n[i]\nj = { k = 1 }\n';
      const tree = parse(text, options);
      for (let at = 0; at <= text.length; at++) {
        const edit = { span: { start: at, end: at }, newText };
        expectSameTree(reparse(tree, edit), apply(text, edit));
      }
    },
  );

  test('for the removal of any stretch between two line starts of a founding file', () => {
    const [text = ''] = founding;
    const tree = parse(text, options);
    const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
    for (const start of starts) {
      for (const end of starts.filter((other) => other > start && other < start + 300)) {
        const edit = { span: { start, end }, newText: '' };
        expectSameTree(reparse(tree, edit), apply(text, edit));
      }
    }
  });

  test('and the document of that tree', () => {
    fc.assert(
      fc.property(fc.constantFrom(...founding), anyEdit, (text, any) => {
        const before = parseDocument(text, options);
        const edit = editOf(text, any);
        const after = reparseDocument(before, edit);
        const expected = parseDocument(apply(text, edit), options);
        // As text: a member `__proto__` confuses the comparison of objects.
        expect(JSON.stringify(toJson(after.root))).toBe(JSON.stringify(toJson(expected.root)));
        expect(after.diagnostics).toStrictEqual(expected.diagnostics);
      }),
      { numRuns: 150 },
    );
  });
});

test('an edit of one section leaves the tokens of the others as they were, without reading them', () => {
  const text = makeBenchData(100_000).tsk;
  const tree = parse(text, options);
  const at = text.indexOf('port', text.length / 2);
  // A tree whose text does not fit its tokens any more shows where the text was read.
  const worn = {
    ...tree,
    text: `${'~'.repeat(at - 2_000)}${text.slice(at - 2_000, at + 2_000)}${'~'.repeat(text.length - at - 2_000)}`,
  };
  const edited = reparse(worn, { span: { start: at, end: at }, newText: 'ex' });
  expect(edited.diagnostics).toEqual([]);
  expect(edited.tokenKinds).toEqual(tree.tokenKinds);
});
