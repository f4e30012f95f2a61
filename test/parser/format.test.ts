import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { applyEdits, type FormatOptions, format, formatEdits, parse } from '@tsk/parser';
import { describe, expect, test } from 'vitest';

/**
 * Each folder is a case: `input.tsk`, where it needs any `options.json`, and what the formatter makes of it, `formatted.tsk`.
 * `vitest -u` writes the expected files anew; read them before you keep them.
 */
const folder = new URL('../fixtures/format/', import.meta.url);
const founding = new URL('../../examples/founding/', import.meta.url);

function formatText(text: string, options: FormatOptions = {}): string {
  return format(parse(text, { file: 'input.tsk' }), options);
}

describe.each(readdirSync(folder))('%s', (name) => {
  const file = (part: string): URL => new URL(`${name}/${part}`, folder);
  const input = readFileSync(file('input.tsk'), 'utf8');
  const options: FormatOptions = existsSync(file('options.json'))
    ? JSON.parse(readFileSync(file('options.json'), 'utf8'))
    : {};

  test('is formatted as expected', async () => {
    await expect(formatText(input, options)).toMatchFileSnapshot(fileURLToPath(file('formatted.tsk')));
  });

  test('is not changed again', () => {
    const formatted = formatText(input, options);
    expect(formatText(formatted, options)).toBe(formatted);
  });

  test('holds nothing else', () => {
    const known = ['formatted.tsk', 'input.tsk', 'options.json'];
    expect(known).toEqual(expect.arrayContaining(readdirSync(file(''))));
  });
});

test.each(readdirSync(founding).filter((name) => name.endsWith('.tsk')))(
  '%s is the model: it stays as it is',
  (name) => {
    const text = readFileSync(new URL(name, founding), 'utf8');
    expect(formatText(text)).toBe(text);
    expect(formatText(text.replaceAll(' = ', '=').replaceAll('    ', '\t'))).toBe(text);
  },
);

describe('line ends', () => {
  test.each([
    ['stay as most of them are', 'a = 1\r\nb = 2\r\nc = 3\n', {}, 'a = 1\r\nb = 2\r\nc = 3\r\n'],
    ['are those that are asked for', 'a = 1\r\nb = 2\n', { endOfLine: 'lf' }, 'a = 1\nb = 2\n'],
    ['are those that are asked for', 'a = 1\n', { endOfLine: 'crlf' }, 'a = 1\r\n'],
    ['are made for a last line without one', 'a = 1', {}, 'a = 1\n'],
    ['are left out at the end where that is asked for', 'a = 1\n', { finalNewline: false }, 'a = 1'],
  ] satisfies [string, string, FormatOptions, string][])('%s', (_what, text, options, expected) => {
    expect(formatText(text, options)).toBe(expected);
  });

  test.each(['', '\n\n', '  \n\t\n'])('a text of nothing becomes the empty text: %j', (text) => {
    expect(formatText(text)).toBe('');
  });
});

test.each([
  [0, 1],
  [99, 16],
  [Number.NaN, 1],
])('an indentation of %d is taken for one of %d', (indentSize, columns) => {
  expect(formatText('a:\n    b = 1\n', { indentSize })).toBe(`a:\n${' '.repeat(columns)}b = 1\n`);
});

describe('the edits of a range', () => {
  /** Formats the part of a text between `<|` and `|>`. */
  function formatRange(marked: string): string {
    const start = marked.indexOf('<|');
    const end = marked.indexOf('|>') - 2;
    const text = marked.replace('<|', '').replace('|>', '');
    return applyEdits(text, formatEdits(parse(text, { file: 'input.tsk' }), {}, { start, end }));
  }

  test.each([
    ['are those of the statement in it', 'a=1\nb<||>=2\nc=3\n', 'a=1\nb = 2\nc=3\n'],
    ['are those of all statements that it touches', 'a=1\nb=<|2\nc|>=3\nd=4\n', 'a=1\nb = 2\nc = 3\nd=4\n'],
    ['are those of a header', 'a=1\n[  b<||>  ]\nc=3\n', 'a=1\n\n[b]\nc=3\n'],
    ['stay in the body of a block', 'a >\n    b<||>=1\n    c=2\n<\nd=3\n', 'a >\n    b = 1\n    c=2\n<\nd=3\n'],
    ['take the comments above along', 'a=1\n  # c\nb<||>=2\n', 'a=1\n# c\nb = 2\n'],
    [
      'move all statements that share their indentation',
      '[s]\n  a=1\n  b<||>=2\n[t]\nc=3\n',
      '[s]\na = 1\nb = 2\n[t]\nc=3\n',
    ],
    ['are none where it touches nothing to change', 'a=1\nb <||>= 2\n', 'a=1\nb = 2\n'],
  ])('%s', (_what, marked, expected) => {
    expect(formatRange(marked)).toBe(expected);
  });

  test('of the whole text are all edits', () => {
    const tree = parse(readFileSync(new URL('comments/input.tsk', folder), 'utf8'), { file: 'input.tsk' });
    expect(formatEdits(tree, {}, { start: 0, end: tree.text.length })).toEqual(formatEdits(tree));
  });
});

test('an edit replaces no more than what changes', () => {
  const edits = formatEdits(parse('a = 1\nb=  2\nc: 3\n', { file: 'input.tsk' }));
  expect(edits).toEqual([
    { span: { start: 7, end: 7 }, newText: ' ' },
    { span: { start: 9, end: 10 }, newText: '' },
    { span: { start: 13, end: 14 }, newText: ' =' },
  ]);
});
