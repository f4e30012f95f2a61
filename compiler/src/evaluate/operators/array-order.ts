import { toJson, type Value } from '@tsk/parser';
import { asText, textOf } from '../values/describe.ts';
import { makeArray } from '../values/make.ts';
import { compareMeasures, measure } from '../values/measure.ts';
import { defineFunction } from './define.ts';
import { mapElements } from './iterate.ts';
import { refuseText } from './limits.ts';
import type { Outcome, RunnableFunction } from './operator.ts';
import { body, knownArray, optional, text, withDefault } from './parameters.ts';

const subject = knownArray('array', 'The array.');

/** The methods of `@array` that order elements, or make one text of them. */
export const arrayOrder: readonly RunnableFunction[] = [
  defineFunction({
    name: 'sort',
    summary: 'The elements in order: numbers by size, texts by their characters.',
    parameters: [subject, optional(body('by', 'What to order by; the elements themselves where it is left out.'))],
    result: 'an array',
    examples: {
      '@array.sort([3, 1, 2])': [1, 2, 3],
      '@array.sort([{ n = 2 }, { n = 1 }], item.n)': [{ n: 1 }, { n: 2 }],
    },
    run: ([{ elements }, by], { place }) => {
      const keyed = by === undefined ? { kind: 'done' as const, results: elements } : mapElements(elements, by);
      return keyed.kind === 'stopped'
        ? keyed.by
        : sortBy(elements, keyed.results, (sorted) => makeArray(sorted, place));
    },
  }),
  defineFunction({
    name: 'unique',
    summary: 'The elements without those that were there before.',
    parameters: [subject],
    result: 'an array',
    examples: { '@array.unique(["a", "b", "a"])': ['a', 'b'] },
    run: ([{ elements }], { place }) => {
      const first = new Map<string, Value>();
      for (const element of elements) {
        const key = JSON.stringify([element.kind, toJson(element)]);
        if (!first.has(key)) first.set(key, element);
      }
      return makeArray([...first.values()], place);
    },
  }),
  defineFunction({
    name: 'join',
    summary: 'The elements as one text, with a separator between them.',
    parameters: [subject, withDefault(text('separator', 'What to put between them.'), '","')],
    result: 'a text',
    examples: { '@array.join(["a", 1], "-")': 'a-1' },
    run: ([{ elements }, separator = ',']) => {
      const texts = elements.map(textOf);
      if (!texts.every((part) => part !== undefined)) {
        return { kind: 'problem', problem: 'joins texts, numbers and booleans only' };
      }
      const length = texts.reduce((total, part) => total + part.length + separator.length, 0);
      return refuseText(length) ?? texts.join(separator);
    },
  }),
];

/** The elements in the order of their keys; where keys are equal, as they were. */
function sortBy(
  elements: readonly Value[],
  keys: readonly Value[],
  use: (sorted: readonly Value[]) => Outcome,
): Outcome {
  const pairs = elements.map((element, index) => ({ element, key: keys[index] ?? element }));
  const first = pairs[0]?.key;
  if (first !== undefined && !pairs.every(({ key }) => compare(first, key) !== undefined)) {
    return { kind: 'problem', problem: 'orders either numbers of like units or texts' };
  }
  return use(pairs.toSorted((a, b) => compare(a.key, b.key) ?? 0).map(({ element }) => element));
}

function compare(a: Value, b: Value): number | undefined {
  const [left, right] = [asText(a), asText(b)];
  if (left !== undefined && right !== undefined) return left < right ? -1 : Number(left > right);
  const [x, y] = [measure(a), measure(b)];
  return x === undefined || y === undefined ? undefined : compareMeasures(x, y);
}
