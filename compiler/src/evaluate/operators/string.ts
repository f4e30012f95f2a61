import { sha256 } from '../../sha256.ts';
import { toText } from './conversions.ts';
import { defineFunction, defineOperator } from './define.ts';
import { generateJson } from './json-text.ts';
import type { PureOperator } from './operator.ts';
import { known, text } from './parameters.ts';
import { findFirst } from './search.ts';
import { textFunctions } from './text-functions.ts';
import { textMaking } from './text-making.ts';

/** `@string.method(…)` works on texts; `@string(value)` makes one. */
export const string: PureOperator = defineOperator({
  name: 'string',
  summary: 'Texts: their parts, their case, and texts made of others.',
  documentation:
    'A text can be put together with `"${name}"` as well, which is shorter than `@string.concat` and `@string.format` where the parts have names.',
  functions: [
    toText,
    ...textFunctions,
    ...textMaking,
    defineFunction({
      name: 'matches',
      summary: 'True where a pattern is found in the text; see `@regex`.',
      parameters: [text('text', 'The text.'), text('pattern', 'A regular expression.')],
      result: 'true or false',
      examples: { '@string.matches("v12", "^v\\d+$")': true },
      run: ([value, pattern], call) =>
        findFirst({ pattern, text: value, flags: '' }, call, (match) => match !== undefined),
    }),
    defineFunction({
      name: 'json_encode',
      summary: 'The value as JSON text.',
      parameters: [known('value', 'The value.')],
      result: 'a text',
      examples: { '@string.json_encode([1, "a"])': '[1,"a"]' },
      run: ([value]) => generateJson(value, false),
    }),
    defineFunction({
      name: 'hash',
      summary: 'The SHA-256 of the text in hexadecimal digits.',
      parameters: [text('text', 'The text.')],
      result: 'a text',
      examples: {
        '@string.hash("abc")': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
      run: ([value]) => sha256(value),
    }),
  ],
});
