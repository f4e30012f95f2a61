import type { Json, Value } from '@tsk/parser';
import { areEqual } from '../values/equality.ts';
import { makeArray, makeScalar } from '../values/make.ts';
import { defineFunction } from './define.ts';
import { refuseElements } from './limits.ts';
import type { Call, OperatorType, Outcome, RunnableFunction } from './operator.ts';
import { anything, array, integer, known, knownArray, optional, repeated, withDefault } from './parameters.ts';

const subject = array('array', 'The array.');

/** A function of the elements of one array. */
function ofElements(
  name: string,
  summary: string,
  example: readonly [source: string, gives: Json],
  result: OperatorType,
  run: (elements: readonly Value[], call: Call) => Outcome,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [subject],
    result,
    examples: { [example[0]]: example[1] },
    run: ([{ elements }], call) => run(elements, call),
  });
}

/** True or false: whether the array has the value. */
function contains(name: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'True where an element is equal to the value.',
    parameters: [knownArray('array', 'The array.'), known('value', 'The value to look for.')],
    result: 'true or false',
    examples: { [`@array.${name}(["a", "b"], "b")`]: true },
    run: ([{ elements }, wanted]) => elements.some((element) => areEqual(element, wanted)),
  });
}

const get = defineFunction({
  name: 'get',
  summary: 'The element at an index.',
  parameters: [
    subject,
    integer('index', 'The index from 0; negative numbers count from the end.'),
    optional(anything('default', 'What to give where there is none; null where it is left out.')),
  ],
  result: 'anything',
  examples: { '@array.get(["a", "b"], 1)': 'b', '@array.get([], 0, "none")': 'none' },
  run: ([{ elements }, index, otherwise]) => elements.at(index) ?? otherwise ?? null,
});

const slice = defineFunction({
  name: 'slice',
  summary: 'The elements from one index to another.',
  parameters: [
    subject,
    integer('from', 'The first index; negative numbers count from the end.'),
    optional(integer('to', 'The last index, not included; the end of the array where it is left out.')),
  ],
  result: 'an array',
  examples: { '@array.slice([1, 2, 3, 4], 1, 3)': [2, 3] },
  run: ([{ elements }, from, to], { place }) => makeArray(elements.slice(from, to), place),
});

const limit = defineFunction({
  name: 'limit',
  summary: 'The first elements, so many at most.',
  parameters: [subject, integer('count', 'How many.')],
  result: 'an array',
  examples: { '@array.limit([1, 2, 3], 2)': [1, 2] },
  run: ([{ elements }, count], { place }) => makeArray(elements.slice(0, Math.max(count, 0)), place),
});

const push = defineFunction({
  name: 'push',
  summary: 'The array with values added to its end.',
  parameters: [subject, repeated(anything('values', 'The values to add.'))],
  result: 'an array',
  examples: { '@array.push([1], 2, 3)': [1, 2, 3] },
  run: ([{ elements }, values], { place }) => makeArray([...elements, ...values], place),
});

const concat = defineFunction({
  name: 'concat',
  summary: 'The elements of all arrays in one.',
  parameters: [repeated(array('arrays', 'The arrays, in order.'))],
  result: 'an array',
  examples: { '@array.concat([1], [2, 3])': [1, 2, 3] },
  run: ([arrays], { place }) =>
    makeArray(
      arrays.flatMap(({ elements }) => elements),
      place,
    ),
});

const chunk = defineFunction({
  name: 'chunk',
  summary: 'The elements in arrays of a size; the last one may be shorter.',
  parameters: [subject, integer('size', 'How many elements each has, from 1.')],
  result: 'an array',
  examples: { '@array.chunk([1, 2, 3], 2)': [[1, 2], [3]] },
  run: ([{ elements }, size], { place }) => {
    if (size < 1) return { kind: 'problem', problem: "needs 1 or more for 'size'" };
    const count = Math.ceil(elements.length / size);
    const chunks = Array.from({ length: count }, (_, i) => makeArray(elements.slice(i * size, (i + 1) * size), place));
    return makeArray(chunks, place);
  },
});

/** Makes the whole numbers from one to another, both included; with a name as a method, without as an operator. */
export function rangeFunction(name: string, called: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'The whole numbers from one to another, both included.',
    parameters: [
      integer('from', 'The first number.'),
      integer('to', 'The last number.'),
      withDefault(integer('step', 'From one number to the next; not 0.'), '1'),
    ],
    result: 'an array of numbers',
    examples: { [`@${called}(1, 4)`]: [1, 2, 3, 4], [`@${called}(10, 0, -5)`]: [10, 5, 0] },
    run: ([from, to, step = 1], { place }) => {
      if (step === 0) return { kind: 'problem', problem: "needs another number than 0 for 'step'" };
      const count = Math.max(0, Math.floor((to - from) / step) + 1);
      return (
        refuseElements(count) ??
        makeArray(
          Array.from({ length: count }, (_, index) => makeScalar(from + index * step, place)),
          place,
        )
      );
    },
  });
}

/** Makes an array of its arguments, or gives the array that is its only one. */
function createFunction(name: string, called: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'The array of the arguments; an array that is the only argument is given as it is.',
    parameters: [repeated(anything('values', 'The elements, or one array.'))],
    result: 'an array',
    examples: { [`@${called}([1, 2])`]: [1, 2], [`@${called}(1, 2)`]: [1, 2] },
    run: ([values], { place }) => {
      const [only] = values;
      return values.length === 1 && only?.kind === 'array' ? only : makeArray(values, place);
    },
  });
}

/** The methods of `@array` that look at elements by their place or value. */
export const arrayAccess: readonly RunnableFunction[] = [
  createFunction('', 'array'),
  createFunction('create', 'array.create'),
  rangeFunction('range', 'array.range'),
  ofElements(
    'length',
    'How many elements there are.',
    ['@array.length([1, 2])', 2],
    'a whole number',
    (elements) => elements.length,
  ),
  ofElements(
    'is_empty',
    'True where there is no element.',
    ['@array.is_empty([])', true],
    'true or false',
    (elements) => elements.length === 0,
  ),
  get,
  ofElements(
    'first',
    'The first element; null where there is none.',
    ['@array.first([1, 2])', 1],
    'anything',
    (elements) => elements[0] ?? null,
  ),
  ofElements(
    'last',
    'The last element; null where there is none.',
    ['@array.last([1, 2])', 2],
    'anything',
    (elements) => elements.at(-1) ?? null,
  ),
  contains('contains'),
  contains('includes'),
  defineFunction({
    name: 'index_of',
    summary: 'The index of the first element that is equal to the value; -1 where none is.',
    parameters: [knownArray('array', 'The array.'), known('value', 'The value to look for.')],
    result: 'a whole number',
    examples: { '@array.index_of(["a", "b"], "b")': 1 },
    run: ([{ elements }, wanted]) => elements.findIndex((element) => areEqual(element, wanted)),
  }),
  slice,
  limit,
  push,
  concat,
  chunk,
  ofElements(
    'flatten',
    'The elements, with those of inner arrays in their place.',
    ['@array.flatten([1, [2, [3]]])', [1, 2, [3]]],
    'an array',
    (elements, { place }) =>
      makeArray(
        elements.flatMap((element) => (element.kind === 'array' ? element.elements : [element])),
        place,
      ),
  ),
  ofElements(
    'reverse',
    'The elements from the last to the first.',
    ['@array.reverse([1, 2])', [2, 1]],
    'an array',
    (elements, { place }) => makeArray(elements.toReversed(), place),
  ),
];
