import { defineFunction, defineOperator } from './define.ts';
import { generateJson, parseJson } from './json-text.ts';
import { objectAccess } from './object-access.ts';
import { objectIterate } from './object-iterate.ts';
import { objectList } from './object-list.ts';
import type { PureOperator, RunnableFunction } from './operator.ts';
import { known, table, text } from './parameters.ts';

const subject = table('table', 'The table.');

function create(name: string, called: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'The table as it is.',
    parameters: [subject],
    result: 'a table',
    examples: { [`@${called}({ a = 1 })`]: { a: 1 } },
    run: ([value]) => value,
  });
}

function parse(name: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'The data of a JSON text.',
    parameters: [text('text', 'The JSON text.')],
    result: 'anything',
    examples: { [`@object.${name}('{"a": 1}')`]: { a: 1 } },
    run: ([value], call) => parseJson(value, call),
  });
}

/** `@object.method(…)` works on tables; `@object(table)` is the table. */
export const object: PureOperator = defineOperator({
  name: 'object',
  summary: 'Tables: their members, and tables made of others.',
  documentation:
    'Where an expression is evaluated for each member, `key` is its name and `value` (or `item`) its value. No function changes a table: each gives a new one.',
  functions: [
    create('', 'object'),
    create('create', 'object.create'),
    create('clone', 'object.clone'),
    ...objectAccess,
    ...objectList,
    ...objectIterate,
    defineFunction({
      name: 'to_json',
      summary: 'The table as JSON text.',
      parameters: [known('table', 'The table.')],
      result: 'a text',
      examples: { '@object.to_json({ a = 1 })': '{"a":1}' },
      run: ([value]) => generateJson(value, false),
    }),
    parse('from_json'),
    parse('parse'),
  ],
  refused: {
    from_query: 'it would ask a database',
    to_yaml: 'it writes another format',
    to_xml: 'it writes another format',
    to_string: 'it writes another format; write @object.to_json',
    from_yaml: 'it reads another format',
    from_xml: 'it reads another format',
    compress: 'data stays as it is written',
  },
});
