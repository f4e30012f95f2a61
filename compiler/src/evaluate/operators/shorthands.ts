import type { Json } from '@tsk/parser';
import { parseQuantity, quantityToBase } from '@tsk/schemas';
import { rangeFunction } from './array-access.ts';
import { defineFunction, defineOperator } from './define.ts';
import { enclosed, round } from './math.ts';
import type { PureOperator, RunnableFunction } from './operator.ts';
import { anything, text } from './parameters.ts';
import { average, sum } from './statistics.ts';
import { kebab, lower, trim, upper } from './text-functions.ts';
import { concat } from './text-making.ts';

/** A function of another operator under a name of its own. */
function shorthand(name: string, of: string, called: RunnableFunction, example: readonly [string, Json]): PureOperator {
  const examples = [{ source: example[0], gives: example[1] }];
  return defineOperator({
    name,
    summary: called.summary,
    documentation: `The same as \`@${of}\`.`,
    functions: [{ ...called, name: '', examples }],
  });
}

const duration = defineOperator({
  name: 'duration',
  summary: 'A duration made of a text; the same as the duration without quotes.',
  functions: [
    defineFunction({
      name: '',
      summary: 'The duration.',
      parameters: [text('text', 'A number with a unit of time, such as `30m`.')],
      result: 'anything',
      examples: { '@duration("30m")': '30m' },
      run: ([value], { place: { file, span } }) => {
        const { number, unit } = parseQuantity(value) ?? { number: 0, unit: '' };
        if (quantityToBase(number, unit, 'duration') === undefined) {
          return { kind: 'problem', problem: 'needs a duration such as "30m"' };
        }
        return { kind: 'quantity', number, unit, text: `${number}${unit}`, file, span };
      },
    }),
  ],
});

const variable = defineOperator({
  name: 'var',
  summary: 'The value of a reference, written as a call.',
  documentation: 'Written in older files; `$name` or `name` alone means the same.',
  functions: [
    defineFunction({
      name: '',
      summary: 'The value that the argument refers to.',
      parameters: [anything('reference', 'A reference, such as `database.host`.')],
      result: 'anything',
      examples: { '@var(1 + 1)': 2 },
      run: ([value]) => value,
    }),
  ],
});

/** Operators that are short for others. */
export const shorthands: readonly PureOperator[] = [
  shorthand('concat', 'string.concat', concat, ['@concat("a", 1)', 'a1']),
  shorthand('upper', 'string.upper', upper, ['@upper("a")', 'A']),
  shorthand('lower', 'string.lower', lower, ['@lower("A")', 'a']),
  shorthand('trim', 'string.trim', trim, ['@trim(" a ")', 'a']),
  shorthand('kebab', 'string.kebab', kebab, ['@kebab("Shop Front")', 'shop-front']),
  shorthand('calc', 'math', enclosed, ['@calc(10 / 4)', 2.5]),
  shorthand('round', 'math.round', round, ['@round(3.14159, 2)', 3.14]),
  shorthand('sum', 'array.sum', sum.asFunction(), ['@sum([1, 2, 3])', 6]),
  shorthand('avg', 'array.average', average.asFunction(), ['@avg([1, 2, 3])', 2]),
  defineOperator({
    name: 'range',
    summary: 'The whole numbers from one to another; the same as `@array.range`.',
    functions: [rangeFunction('', 'range')],
  }),
  duration,
  variable,
];
