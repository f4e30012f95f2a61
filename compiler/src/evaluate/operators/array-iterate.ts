import type { Value } from '@tsk/parser';
import { textOf } from '../values/describe.ts';
import { makeArray, makeScalar, makeTable } from '../values/make.ts';
import { defineFunction } from './define.ts';
import { isStop, mapElements, testElements } from './iterate.ts';
import type { Outcome, RunnableFunction } from './operator.ts';
import { anything, array, body } from './parameters.ts';

const subject = array('array', 'The array.');
const condition = body('condition', 'True or false, with `item` and `index`.');

/** A function that asks a condition of each element. */
function ofTests(
  name: string,
  summary: string,
  example: readonly [source: string, gives: boolean | number | readonly number[]],
  use: (elements: readonly Value[], truths: readonly boolean[]) => Value | boolean | null,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [subject, condition],
    result:
      typeof example[1] === 'boolean' ? 'true or false' : typeof example[1] === 'number' ? 'anything' : 'an array',
    examples: { [example[0]]: example[1] },
    run: ([{ elements }, test]) => {
      const tested = testElements(elements, test);
      return tested.kind === 'stopped' ? tested.by : use(elements, tested.results);
    },
  });
}

const map = defineFunction({
  name: 'map',
  summary: 'The value of an expression for each element.',
  parameters: [subject, body('expression', 'The expression, with `item` and `index`.')],
  result: 'an array',
  examples: {
    '@array.map(["a", "b"], "/" + item)': ['/a', '/b'],
    '@array.map([{ n = 1 }], item.n * 10)': [10],
    '@array.map(["x"], { name = item, place = index + 1 })': [{ name: 'x', place: 1 }],
  },
  run: ([{ elements }, expression], { place }) => {
    const mapped = mapElements(elements, expression);
    return mapped.kind === 'stopped' ? mapped.by : makeArray(mapped.results, place);
  },
});

const reduce = defineFunction({
  name: 'reduce',
  summary: 'One value made of all elements, one after the other.',
  parameters: [
    subject,
    body('expression', 'The next value, with `acc` (or `sum`) for the last one, `item` and `index`.'),
    anything('start', 'The value to start with.'),
  ],
  result: 'anything',
  examples: { '@array.reduce([1, 2, 3], acc + item, 0)': 6, '@array.reduce(["a", "b"], sum + item, "")': 'ab' },
  run: ([{ elements }, expression, start]) => {
    let acc = start;
    for (const [index, item] of elements.entries()) {
      acc = expression({ acc, sum: acc, item, value: item, index: makeScalar(index, item) });
      if (isStop(acc)) return acc;
    }
    return acc;
  },
});

const groupBy = defineFunction({
  name: 'group_by',
  summary: 'The elements in arrays, by the name that an expression gives for each.',
  parameters: [subject, body('expression', 'The name, a text, number or boolean, with `item` and `index`.')],
  result: 'a table',
  examples: {
    '@array.group_by([{ kind = "a", n = 1 }, { kind = "b", n = 2 }, { kind = "a", n = 3 }], item.kind)': {
      a: [
        { kind: 'a', n: 1 },
        { kind: 'a', n: 3 },
      ],
      b: [{ kind: 'b', n: 2 }],
    },
  },
  run: ([{ elements }, expression], { place }): Outcome => {
    const mapped = mapElements(elements, expression);
    if (mapped.kind === 'stopped') return mapped.by;
    const groups = new Map<string, Value[]>();
    for (const [index, element] of elements.entries()) {
      const key = mapped.results[index];
      const name = key === undefined ? undefined : textOf(key);
      if (name === undefined) return { kind: 'problem', problem: 'groups by texts, numbers and booleans only' };
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [element]);
      else group.push(element);
    }
    return makeTable(
      [...groups].map(([name, group]) => [name, makeArray(group, place)] as const),
      place,
    );
  },
});

/** The methods of `@array` that evaluate an expression for each element. */
export const arrayIterate: readonly RunnableFunction[] = [
  map,
  defineFunction({
    name: 'filter',
    summary: 'The elements for which a condition is true.',
    parameters: [subject, condition],
    result: 'an array',
    examples: { '@array.filter([1, 2, 3], item > 1)': [2, 3], '@array.filter(["a", "b"], "item != \'a\'")': ['b'] },
    run: ([{ elements }, test], { place }) => {
      const tested = testElements(elements, test);
      if (tested.kind === 'stopped') return tested.by;
      return makeArray(
        elements.filter((_, index) => tested.results[index] === true),
        place,
      );
    },
  }),
  reduce,
  ofTests(
    'find',
    'The first element for which a condition is true; null where there is none.',
    ['@array.find([1, 2, 3], item > 1)', 2],
    (elements, truths) => elements[truths.indexOf(true)] ?? null,
  ),
  ofTests(
    'every',
    'True where a condition is true for all elements.',
    ['@array.every([1, 2], item > 0)', true],
    (_, truths) => truths.every(Boolean),
  ),
  ofTests(
    'some',
    'True where a condition is true for one element or more.',
    ['@array.some([1, 2], item > 1)', true],
    (_, truths) => truths.some(Boolean),
  ),
  groupBy,
];
