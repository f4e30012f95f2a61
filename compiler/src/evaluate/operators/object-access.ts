import { makeTable } from '../values/make.ts';
import { findByPath, readPath } from '../values/path.ts';
import { entriesOf, mergeTables, setByPath } from '../values/tables.ts';
import { defineFunction } from './define.ts';
import type { Outcome, RunnableFunction } from './operator.ts';
import { anything, data, optional, repeated, table, text, texts } from './parameters.ts';

const subject = table('table', 'The table.');
const badPath: Outcome = { kind: 'problem', problem: "needs a path such as 'a.b[0]'" };

function chooseMembers(
  name: string,
  summary: string,
  isPicked: boolean,
  gives: Readonly<Record<string, number>>,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [subject, texts('keys', 'The names of the members.')],
    result: 'a table',
    examples: { [`@object.${name}({ a = 1, b = 2 }, ["a"])`]: gives },
    run: ([value, keys], { place }) => {
      const named = new Set(keys);
      return makeTable(
        entriesOf(value).filter(([key]) => named.has(key) === isPicked),
        place,
      );
    },
  });
}

/** The methods of `@object` that look at members by their names, or give tables with other members. */
export const objectAccess: readonly RunnableFunction[] = [
  defineFunction({
    name: 'get',
    summary: 'The value at a path into a table.',
    parameters: [
      data('table', 'The table, or an array.'),
      text('path', 'The path, such as `user.names[0]`.'),
      optional(anything('default', 'What to give where there is nothing; null where it is left out.')),
    ],
    result: 'anything',
    examples: { '@object.get({ a = { b = 1 } }, "a.b")': 1, '@object.get({ a = 1 }, "x", "none")': 'none' },
    run: ([value, path, otherwise]) => {
      const segments = readPath(path);
      return segments === undefined ? badPath : (findByPath(value, segments) ?? otherwise ?? null);
    },
  }),
  defineFunction({
    name: 'has',
    summary: 'True where there is something at a path into a table.',
    parameters: [subject, text('path', 'The path, such as `user.name`.')],
    result: 'true or false',
    examples: { '@object.has({ a = { b = 1 } }, "a.b")': true, '@object.has({ a = 1 }, "b")': false },
    run: ([value, path]) => {
      const segments = readPath(path);
      return segments === undefined ? badPath : findByPath(value, segments) !== undefined;
    },
  }),
  defineFunction({
    name: 'set',
    summary: 'The table with another value at a path, with tables on the way made where they are missing.',
    parameters: [subject, text('path', 'The path, such as `user.name`.'), anything('value', 'The value.')],
    result: 'a table',
    examples: { '@object.set({ a = 1 }, "b.c", 2)': { a: 1, b: { c: 2 } } },
    run: ([value, path, inner], { place }) => {
      const segments = readPath(path);
      return segments === undefined ? badPath : setByPath(value, segments, inner, place);
    },
  }),
  defineFunction({
    name: 'merge',
    summary:
      'The members of all tables in one; of a member that is in several, the last value counts, and tables merge in turn.',
    parameters: [repeated(table('tables', 'The tables, the most important one last.'))],
    result: 'a table',
    examples: { '@object.merge({ a = 1, b = { c = 2 } }, { a = 3, b = { d = 4 } })': { a: 3, b: { c: 2, d: 4 } } },
    run: ([all], { place }) => all.reduce(mergeTables, makeTable([], place)),
  }),
  chooseMembers('pick', 'The members of the names, and no others.', true, { a: 1 }),
  chooseMembers('omit', 'The members but for those of the names.', false, { b: 2 }),
];
