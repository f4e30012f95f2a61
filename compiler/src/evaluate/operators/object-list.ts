import type { Value } from '@tsk/parser';
import { textOf } from '../values/describe.ts';
import { makeArray, makeScalar, makeTable } from '../values/make.ts';
import { entriesOf } from '../values/tables.ts';
import { defineFunction } from './define.ts';
import type { RunnableFunction } from './operator.ts';
import { array, optional, table, tables, text } from './parameters.ts';

const subject = table('table', 'The table.');

/** The methods of `@object` that make arrays of tables, and tables of arrays. */
export const objectList: readonly RunnableFunction[] = [
  defineFunction({
    name: 'keys',
    summary: 'The names of the members.',
    parameters: [subject],
    result: 'an array of texts',
    examples: { '@object.keys({ a = 1, b = 2 })': ['a', 'b'] },
    run: ([value], { place }) =>
      makeArray(
        entriesOf(value).map(([key]) => makeScalar(key, place)),
        place,
      ),
  }),
  defineFunction({
    name: 'values',
    summary: 'The values of the members.',
    parameters: [subject],
    result: 'an array',
    examples: { '@object.values({ a = 1, b = 2 })': [1, 2] },
    run: ([value], { place }) =>
      makeArray(
        entriesOf(value).map(([, inner]) => inner),
        place,
      ),
  }),
  defineFunction({
    name: 'entries',
    summary: 'For each member a table with its `key` and its `value`.',
    parameters: [subject],
    result: 'an array of tables',
    examples: { '@object.entries({ a = 1 })': [{ key: 'a', value: 1 }] },
    run: ([value], { place }) =>
      makeArray(
        entriesOf(value).map(([key, inner]) =>
          makeTable(
            [
              ['key', makeScalar(key, place)],
              ['value', inner],
            ],
            place,
          ),
        ),
        place,
      ),
  }),
  defineFunction({
    name: 'from_entries',
    summary: 'The table of members that are given as arrays of a key and a value.',
    parameters: [array('entries', 'The entries, `["key", value]` each.')],
    result: 'a table',
    examples: { '@object.from_entries([["a", 1], ["b", 2]])': { a: 1, b: 2 } },
    run: ([{ elements }], { place }) => {
      const entries: [string, Value][] = [];
      for (const element of elements) {
        const [key, inner] = element.kind === 'array' ? element.elements : [];
        const name = key === undefined ? undefined : textOf(key);
        if (name === undefined || inner === undefined)
          return { kind: 'problem', problem: 'needs entries such as ["key", value]' };
        entries.push([name, inner]);
      }
      return makeTable(entries, place);
    },
  }),
  defineFunction({
    name: 'from_array',
    summary:
      'A table of tables, by the text that each has under a key; with a second key, of what they have under that.',
    parameters: [
      tables('array', 'The tables.'),
      text('key', 'The key of the text that becomes the name.'),
      optional(text('value', 'The key of what becomes the value; the whole table where it is left out.')),
    ],
    result: 'a table',
    examples: { '@object.from_array([{ id = "a", n = 1 }, { id = "b", n = 2 }], "id", "n")': { a: 1, b: 2 } },
    run: ([all, key, valueKey], { place }) => {
      const entries: [string, Value][] = [];
      for (const one of all) {
        const named = one.members.get(key)?.value;
        const name = named === undefined ? undefined : textOf(named);
        const inner = valueKey === undefined ? one : one.members.get(valueKey)?.value;
        if (name === undefined || inner === undefined)
          return { kind: 'problem', problem: 'needs both keys in every table' };
        entries.push([name, inner]);
      }
      return makeTable(entries, place);
    },
  }),
];
