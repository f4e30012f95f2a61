import { asText } from '../values/describe.ts';
import { findByPath, readPath } from '../values/path.ts';
import { defineFunction, defineOperator } from './define.ts';
import { generateJson, isJson, parseJson } from './json-text.ts';
import type { PureOperator, RunnableFunction } from './operator.ts';
import { anything, boolean, data, known, optional, text, withDefault } from './parameters.ts';

function generator(name: string, example: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'The value as JSON text.',
    parameters: [
      known('value', 'The value.'),
      withDefault(boolean('pretty', 'True for a line for each member, indented by two blanks.'), 'false'),
    ],
    result: 'a text',
    examples: { [example]: '{"a":1}' },
    run: ([value, isPretty = false]) => generateJson(value, isPretty),
  });
}

/** `@json.parse(text)`, `@json.generate(value)` and `@json.get(value, path)`. */
export const json: PureOperator = defineOperator({
  name: 'json',
  summary: 'JSON text to data, and data to JSON text.',
  documentation:
    'Paths are `a.b[0]`, with or without `$.` before them; of JSON paths, wildcards and conditions are not understood.',
  functions: [
    defineFunction({
      name: 'parse',
      summary: 'The data of a JSON text.',
      parameters: [
        text('text', 'The JSON text.'),
        optional(boolean('strict', 'Accepted for older files: JSON is always read strictly.')),
      ],
      result: 'anything',
      examples: { '@json.parse(\'{"a": [1, 2]}\')': { a: [1, 2] } },
      run: ([value], call) => parseJson(value, call),
    }),
    generator('generate', '@json.generate({ a = 1 })'),
    generator('stringify', '@json.stringify({ a = 1 })'),
    defineFunction({
      name: 'get',
      summary: 'The value at a path into data or into a JSON text.',
      parameters: [
        data('data', 'The data, or JSON text.'),
        text('path', 'The path, such as `$.user.names[0]`.'),
        optional(anything('default', 'What to give where there is nothing; null where it is left out.')),
      ],
      result: 'anything',
      examples: { '@json.get({ user = { id = 7 } }, "$.user.id")': 7, '@json.get(\'[5]\', "[0]")': 5 },
      run: ([given, path, otherwise], call) => {
        const segments = readPath(path);
        if (segments === undefined) return { kind: 'problem', problem: "needs a path such as 'a.b[0]'" };
        const source = asText(given);
        const parsed = source === undefined ? given : parseJson(source, call);
        if (typeof parsed !== 'object' || parsed === null || !('span' in parsed)) return parsed;
        return findByPath(parsed, segments) ?? otherwise ?? null;
      },
    }),
    defineFunction({
      name: 'validate',
      summary: 'True where the text is JSON.',
      parameters: [text('text', 'The text.')],
      result: 'true or false',
      examples: { '@json.validate("[1]")': true, '@json.validate("[1")': false },
      run: ([value]) => isJson(value),
    }),
  ],
  refused: {
    get_all: 'of JSON paths it knows those without wildcards; write @array.map',
    transform: 'it is a program of its own; write @array.map and @object.map',
    validate_schema: 'settings are checked by the schemas of this compiler',
  },
});
