import { textOf } from '../values/describe.ts';
import { makeArray, makeScalar } from '../values/make.ts';
import { defineFunction } from './define.ts';
import { refuseElements, refuseText } from './limits.ts';
import type { RunnableFunction } from './operator.ts';
import { integer, known, optional, repeated, text, texts, withDefault } from './parameters.ts';

const subject = text('text', 'The text.');

/** All arguments as one text. */
export const concat: RunnableFunction = defineFunction({
  name: 'concat',
  summary: 'All arguments as one text.',
  parameters: [repeated(known('parts', 'Texts, numbers and booleans, in order.'))],
  result: 'a text',
  examples: { '@string.concat("port ", 8080)': 'port 8080' },
  run: ([parts]) => {
    const pieces = parts.map(textOf);
    return pieces.every((piece) => piece !== undefined)
      ? pieces.join('')
      : { kind: 'problem', problem: 'joins texts, numbers and booleans only' };
  },
});

const format = defineFunction({
  name: 'format',
  summary: 'The text with each `{name}` replaced by the member of that name.',
  parameters: [
    text('template', 'The text; `{name}` stands for a member of the values, `{0}` for an element.'),
    known('values', 'A table, or an array of which the elements are named by their place.'),
  ],
  result: 'a text',
  examples: {
    '@string.format("{host}:{port}", { host = "db", port = 5432 })': 'db:5432',
    '@string.format("{0}-{1}", ["a", "b"])': 'a-b',
  },
  run: ([template, values]) => {
    if (values.kind !== 'table' && values.kind !== 'array') {
      return { kind: 'problem', problem: "needs a table or an array for 'values'" };
    }
    let missing: string | undefined;
    let length = template.length;
    const pieces = template.split(/\{([\w.-]+)\}/).map((piece, index) => {
      if (index % 2 === 0) return piece;
      const value = values.kind === 'table' ? values.members.get(piece)?.value : values.elements[Number(piece)];
      const filled = value === undefined ? undefined : textOf(value);
      if (filled === undefined) missing ??= piece;
      length += filled?.length ?? 0;
      return filled ?? '';
    });
    if (missing !== undefined) return { kind: 'problem', problem: `has no text to put in the place of '{${missing}}'` };
    return refuseText(length) ?? pieces.join('');
  },
});

const replace = defineFunction({
  name: 'replace',
  summary: 'The text with each occurrence of a part replaced; the part is taken as it is, not as a pattern.',
  parameters: [subject, text('part', 'What to replace.'), text('replacement', 'What to put in its place.')],
  result: 'a text',
  examples: { '@string.replace("a.b.c", ".", "/")': 'a/b/c' },
  run: ([value, part, replacement]) => {
    if (part === '') return value;
    const pieces = value.split(part);
    return refuseText(value.length + pieces.length * replacement.length) ?? pieces.join(replacement);
  },
});

const split = defineFunction({
  name: 'split',
  summary: 'The parts of the text between the occurrences of a separator.',
  parameters: [subject, withDefault(text('separator', 'What separates the parts.'), '","')],
  result: 'an array of texts',
  examples: { '@string.split("a,b")': ['a', 'b'], '@string.split("a b", " ")': ['a', 'b'] },
  run: ([value, separator = ','], { place }) => {
    const parts = value.split(separator);
    return (
      refuseElements(parts.length) ??
      makeArray(
        parts.map((part) => makeScalar(part, place)),
        place,
      )
    );
  },
});

const join = defineFunction({
  name: 'join',
  summary: 'The texts of an array as one, with a separator between them.',
  parameters: [texts('texts', 'The texts.'), withDefault(text('separator', 'What to put between them.'), '","')],
  result: 'a text',
  examples: { '@string.join(["a", "b"], "-")': 'a-b' },
  run: ([parts, separator = ',']) =>
    refuseText(parts.reduce((sum, part) => sum + part.length + separator.length, 0)) ?? parts.join(separator),
});

const repeat = defineFunction({
  name: 'repeat',
  summary: 'The text so many times over.',
  parameters: [subject, integer('count', 'How many times, from 0.')],
  result: 'a text',
  examples: { '@string.repeat("ab", 3)': 'ababab' },
  run: ([value, count]) =>
    count < 0
      ? { kind: 'problem', problem: "needs 0 or more for 'count'" }
      : (refuseText(value.length * count) ?? value.repeat(count)),
});

const slice = defineFunction({
  name: 'slice',
  summary: 'A part of the text.',
  parameters: [
    subject,
    integer('from', 'Where the part starts, from 0; negative numbers count from the end.'),
    optional(integer('to', 'Where it ends, not included; the end of the text where it is left out.')),
  ],
  result: 'a text',
  examples: { '@string.slice("shop", 1, 3)': 'ho', '@string.slice("shop", -2)': 'op' },
  run: ([value, from, to]) => value.slice(from, to),
});

function pad(
  name: string,
  side: 'before' | 'behind',
  example: readonly [source: string, gives: string],
): RunnableFunction {
  return defineFunction({
    name,
    summary: `The text, filled up to a length with another one ${side} it.`,
    parameters: [
      subject,
      integer('length', 'The length to reach.'),
      withDefault(text('with', 'What to fill up with.'), '" "'),
    ],
    result: 'a text',
    examples: { [example[0]]: example[1] },
    run: ([value, length, filler = ' ']) =>
      refuseText(length) ?? (side === 'before' ? value.padStart(length, filler) : value.padEnd(length, filler)),
  });
}

/** The methods of `@string` that make texts of several values, and parts of texts. */
export const textMaking: readonly RunnableFunction[] = [
  concat,
  format,
  join,
  split,
  replace,
  repeat,
  slice,
  pad('pad_start', 'before', ['@string.pad_start("7", 3, "0")', '007']),
  pad('pad_end', 'behind', ['@string.pad_end("7", 3)', '7  ']),
];
