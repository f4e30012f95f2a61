import {
  childNodes,
  nodeKind,
  nodeKindName,
  nodesAt,
  nodeText,
  parse,
  parseDocument,
  tokenAt,
  tokenKind,
  tokenKindName,
  tokenText,
} from '@tsk/parser';
import { describe, expect, test } from 'vitest';

const text = '[server]\nport = 8080 # why\nobject = { a = [1, $x + 2] }\n';
const tree = parse(text, { file: 'x.tsk' });

const places: readonly (readonly [string, readonly string[]])[] = [
  ['server', ['Document', 'Section', 'Path']],
  ['port', ['Document', 'Section', 'Assignment', 'Path']],
  ['8080', ['Document', 'Section', 'Assignment', 'Literal']],
  ['why', ['Document', 'Section']],
  ['$x', ['Document', 'Section', 'Assignment', 'Object', 'Member', 'Array', 'Infix', 'Literal']],
];

test.each(places)('around %s are %j', (mark, expected) => {
  expect(nodesAt(tree, text.indexOf(mark)).map((node) => nodeKindName(nodeKind(tree, node)))).toEqual(expected);
});

test('a token is found by any of its characters', () => {
  for (const [index, character] of [...text].entries())
    expect(tokenText(tree, tokenAt(tree, index))).toContain(character);
  expect(tokenKindName(tokenKind(tree, tokenAt(tree, text.indexOf('why'))))).toBe('Comment');
});

test('the text of a node has no blanks and line breaks around it', () => {
  expect(
    nodesAt(tree, text.indexOf('$x'))
      .map((node) => nodeText(tree, node))
      .slice(2),
  ).toEqual(['object = { a = [1, $x + 2] }', '{ a = [1, $x + 2] }', 'a = [1, $x + 2]', '[1, $x + 2]', '$x + 2', '$x']);
});

test('the columns of a tree take at most 12 bytes for each byte of text', () => {
  const long = text.repeat(500);
  const { tokenKinds, tokenStarts, nodes } = parse(long, { file: 'x.tsk' });
  const columns = [tokenKinds, tokenStarts, nodes.kinds, nodes.firstTokens, nodes.endTokens, nodes.endNodes];
  expect(columns.reduce((sum, { byteLength }) => sum + byteLength, 0) / long.length).toBeLessThan(12);
});

describe('texts that are made to break a parser', () => {
  const many = 100_000;
  const texts: Readonly<Record<string, string>> = {
    'open brackets': `a = ${'['.repeat(many)}`,
    'open braces': `a = ${'{'.repeat(many)}`,
    'open calls': `a = @f${'('.repeat(many)}`,
    'balanced brackets': `a = ${'['.repeat(many)}${']'.repeat(many)}`,
    'open brackets on lines of their own': 'a = (\n'.repeat(many / 10),
    'blocks in blocks': 'a >\n'.repeat(many / 10),
    'bodies in bodies': Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    'choices in choices': `a = ${'x ? '.repeat(many)}`,
    'choices after choices': `a = x${' ? y : x'.repeat(many)}`,
    'a long sum': `a = 1${' + 1'.repeat(many)}`,
    'many signs': `a = ${'-'.repeat(many)}1`,
    'a long chain': `a = $x${'.y'.repeat(many)}`,
    'many calls': `a = @f${'()'.repeat(many)}`,
    'strings in strings': `a = "${'${"'.repeat(many)}`,
    'a long line of one word': `a = ${'x'.repeat(1_000_000)}`,
    'many comment openers': `a = 1 ${'/*'.repeat(many)}`,
  };

  test.each(Object.keys(texts))('%s do not throw, and what follows is still read', (name) => {
    const document = parseDocument(`${texts[name]}\n[after]\nb = 1\n`, { file: 'x.tsk' });
    const after = document.root.members.get('after')?.value;
    expect(after?.kind === 'table' ? [...after.members.keys()] : after).toEqual(['b']);
  });
});

test('a text whose every character is a token of the grammar has all its tokens, however many', () => {
  const dense = `a${'['.repeat(60)}${']'.repeat(60)}`;
  const tree = parse(`${dense}\n${dense.repeat(4)}\nb = 1\n`, { file: 'x.tsk' });
  expect(nodeText(tree, [...childNodes(tree, 0)].at(-1) ?? 0)).toBe('b = 1');
});

describe('long noise has a tree, and no exception', () => {
  const size = 400_000;
  /** Characters below `limit` in a fixed disorder. (D. H. Lehmer's generator) */
  const noise = (limit: number): string => {
    const units = new Uint16Array(size);
    let seed = 1;
    for (let index = 0; index < size; index++) {
      seed = (seed * 48_271) % 2_147_483_647;
      units[index] = seed % limit;
    }
    const parts: string[] = [];
    for (let index = 0; index < size; index += 8192)
      parts.push(String.fromCharCode(...units.subarray(index, index + 8192)));
    return parts.join('');
  };
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['bytes', noise(256)],
    ['all characters, pairs of surrogates broken', noise(65_536)],
    ['lone surrogates on lines of their own', 'a = \udc00\n'.repeat(size / 6)],
    ['lone surrogates on one line', `a = "${'\ud800'.repeat(size)}"`],
    ['numbers on one line', `a = [${'1, '.repeat(size / 3)}]`],
    ['openers', `a = ${'{['.repeat(size / 2)}`],
    ['open triple-quoted strings', 'a = """x\n'.repeat(size / 9)],
    ['sections', '[a]\n'.repeat(size / 4)],
  ];

  test.each(texts)('%s', (_, noisy) => {
    const { tokenStarts } = parse(noisy, { file: 'x.tsk' });
    expect(tokenStarts[0]).toBe(0);
    expect(tokenStarts.every((start, token) => start >= (tokenStarts[token - 1] ?? 0))).toBe(true);
    expect(tokenStarts.at(-1)).toBeLessThanOrEqual(noisy.length);
  });
});
