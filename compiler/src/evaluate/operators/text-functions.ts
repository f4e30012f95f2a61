import { areEqual } from '../values/equality.ts';
import { makeScalar } from '../values/make.ts';
import { defineFunction } from './define.ts';
import type { OperatorType, Outcome, RunnableFunction } from './operator.ts';
import { known, text } from './parameters.ts';
import { sanitize, splitWords, toTitle } from './words.ts';

const subject = text('text', 'The text.');

/** A function of one text. */
function ofText(
  name: string,
  summary: string,
  example: readonly [source: string, gives: string | number | boolean],
  result: OperatorType,
  run: (text: string) => Outcome,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [subject],
    result,
    examples: { [example[0]]: example[1] },
    run: ([value]) => run(value),
  });
}

/** A question about a text and a part of it. */
function ofPart(
  name: string,
  summary: string,
  example: readonly [source: string, gives: number | boolean],
  result: OperatorType,
  run: (text: string, part: string) => Outcome,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [subject, text('part', 'The text to look for.')],
    result,
    examples: { [example[0]]: example[1] },
    run: ([value, part]) => run(value, part),
  });
}

/** The text in capital letters. */
export const upper: RunnableFunction = ofText(
  'upper',
  'The text in capital letters.',
  ['@string.upper("shop")', 'SHOP'],
  'a text',
  (value) => value.toUpperCase(),
);

/** The text in small letters. */
export const lower: RunnableFunction = ofText(
  'lower',
  'The text in small letters.',
  ['@string.lower("SHOP")', 'shop'],
  'a text',
  (value) => value.toLowerCase(),
);

/** The text without the blanks around it. */
export const trim: RunnableFunction = ofText(
  'trim',
  'The text without the blanks and line breaks around it.',
  ['@string.trim("  shop ")', 'shop'],
  'a text',
  (value) => value.trim(),
);

/** The words of the text, joined with `-`. */
export const kebab: RunnableFunction = ofText(
  'kebab',
  'The words of the text in small letters, joined with `-`.',
  ['@string.kebab("Shop Front")', 'shop-front'],
  'a text',
  (value) => splitWords(value).join('-'),
);

const empty = defineFunction({
  name: 'empty',
  summary: 'True for a text without characters, and for null.',
  parameters: [known('text', 'The text.')],
  result: 'true or false',
  examples: { '@string.empty("")': true, '@string.empty("a")': false },
  run: ([value], { place }) => areEqual(value, makeScalar('', place)) || areEqual(value, makeScalar(null, place)),
});

/** The methods of `@string` that change the letters of a text, or ask something of it. */
export const textFunctions: readonly RunnableFunction[] = [
  upper,
  lower,
  ofText(
    'title',
    'The text with a capital letter at the start of each word.',
    ['@string.title("shop front")', 'Shop Front'],
    'a text',
    toTitle,
  ),
  kebab,
  ofText(
    'snake',
    'The words of the text in small letters, joined with `_`.',
    ['@string.snake("shopFront")', 'shop_front'],
    'a text',
    (value) => splitWords(value).join('_'),
  ),
  trim,
  ofText(
    'clean',
    'The text without blanks around it, and with one blank for several.',
    ['@string.clean(" a   b ")', 'a b'],
    'a text',
    (value) => value.trim().replace(/\s+/g, ' '),
  ),
  ofText(
    'sanitize',
    'The text without control characters, and without blanks around it.',
    ['@string.sanitize(" a\\u0007b ")', 'ab'],
    'a text',
    sanitize,
  ),
  ofText(
    'length',
    'How many characters the text has, as Unicode counts them.',
    ['@string.length("shop")', 4],
    'a whole number',
    (value) => Array.from(value).length,
  ),
  ofPart(
    'contains',
    'True where the part is in the text.',
    ['@string.contains("shop", "ho")', true],
    'true or false',
    (value, part) => value.includes(part),
  ),
  ofPart(
    'starts_with',
    'True where the text starts with the part.',
    ['@string.starts_with("shop", "sh")', true],
    'true or false',
    (value, part) => value.startsWith(part),
  ),
  ofPart(
    'ends_with',
    'True where the text ends with the part.',
    ['@string.ends_with("shop", "op")', true],
    'true or false',
    (value, part) => value.endsWith(part),
  ),
  ofPart(
    'index_of',
    'Where the part first is in the text, from 0; -1 where it is not.',
    ['@string.index_of("shop", "op")', 2],
    'a whole number',
    (value, part) => value.indexOf(part),
  ),
  ofPart(
    'count',
    'How often the part is in the text.',
    ['@string.count("banana", "an")', 2],
    'a whole number',
    (value, part) => (part === '' ? 0 : value.split(part).length - 1),
  ),
  empty,
];
