import type { TableValue, Value } from '@tsk/parser';
import { makeScalar, makeTable } from '../values/make.ts';
import { entriesOf } from '../values/tables.ts';
import { defineFunction } from './define.ts';
import { isStop, readTruths } from './iterate.ts';
import type { Outcome, RunnableFunction } from './operator.ts';
import { type Body, body, table } from './parameters.ts';

const subject = table('table', 'The table.');

/** Evaluates a body for each member, which it calls `key` and `value` (or `item`). */
function mapMembers({ members }: TableValue, expression: Body): Outcome | readonly Value[] {
  const results: Value[] = [];
  for (const [index, { key, value }] of [...members.values()].entries()) {
    const result = expression({ key: makeScalar(key, value), value, item: value, index: makeScalar(index, value) });
    if (isStop(result)) return result;
    results.push(result);
  }
  return results;
}

function isList(results: Outcome | readonly Value[]): results is readonly Value[] {
  return Array.isArray(results);
}

/** The methods of `@object` that evaluate an expression for each member. */
export const objectIterate: readonly RunnableFunction[] = [
  defineFunction({
    name: 'map',
    summary: 'A table of the same keys with the value of an expression for each member.',
    parameters: [subject, body('expression', 'The expression, with `key` and `value`.')],
    result: 'a table',
    examples: { '@object.map({ a = 1 }, { name = key, twice = value * 2 })': { a: { name: 'a', twice: 2 } } },
    run: ([value, expression], { place }) => {
      const results = mapMembers(value, expression);
      if (!isList(results)) return results;
      return makeTable(
        entriesOf(value).flatMap(([key], index) => {
          const result = results[index];
          return result === undefined ? [] : [[key, result] as const];
        }),
        place,
      );
    },
  }),
  defineFunction({
    name: 'filter',
    summary: 'The members for which a condition is true.',
    parameters: [subject, body('condition', 'True or false, with `key` and `value`.')],
    result: 'a table',
    examples: { '@object.filter({ a = 1, b = 2 }, value > 1)': { b: 2 } },
    run: ([value, condition], { place }) => {
      const results = mapMembers(value, condition);
      if (!isList(results)) return results;
      const tested = readTruths(results);
      if (tested.kind === 'stopped') return tested.by;
      return makeTable(
        entriesOf(value).filter((_, index) => tested.results[index] === true),
        place,
      );
    },
  }),
];
