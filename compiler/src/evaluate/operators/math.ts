import { asNumber, asText } from '../values/describe.ts';
import { defineFunction, defineOperator } from './define.ts';
import type { Outcome, PureOperator, RunnableFunction } from './operator.ts';
import { anything, integer, known, number, optional, repeated, withDefault } from './parameters.ts';
import { average, max, min, sum } from './statistics.ts';

/** A number that may have come out as none. */
function finite(result: number): Outcome {
  return Number.isFinite(result) ? result : { kind: 'problem', problem: 'has no finite number as its result here' };
}

function ofNumber(
  name: string,
  summary: string,
  example: readonly [source: string, gives: number],
  run: (value: number) => number,
): RunnableFunction {
  return defineFunction({
    name,
    summary,
    parameters: [number('number', 'The number.')],
    result: 'a number',
    examples: { [`@math.${name}(${example[0]})`]: example[1] },
    run: ([value]) => finite(run(value)),
  });
}

/** The number rounded to so many decimals. */
export const round: RunnableFunction = defineFunction({
  name: 'round',
  summary: 'The number rounded, half away from zero.',
  parameters: [
    number('number', 'The number.'),
    withDefault(integer('decimals', 'How many decimals are kept, from 0 to 15.'), '0'),
  ],
  result: 'a number',
  examples: { '@math.round(2.5)': 3, '@math.round(10 / 3, 2)': 3.33, '@math.round(-2.5)': -3 },
  run: ([value, decimals = 0]) => {
    if (decimals < 0 || decimals > 15) return { kind: 'problem', problem: "needs 0 to 15 for 'decimals'" };
    const [digits = '0', exponent = '0'] = Math.abs(value).toString().split('e');
    const shifted = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
    const [whole = '0', shift = '0'] = shifted.toString().split('e');
    return finite(Math.sign(value) * Number(`${whole}e${Number(shift) - decimals}`));
  },
});

const toNumber = defineFunction({
  name: 'to_number',
  summary: 'The number that a text says.',
  parameters: [known('value', 'A number, or a text that is one.')],
  result: 'a number',
  examples: { '@math.to_number("1.5")': 1.5 },
  run: ([value]) => {
    const text = asText(value)?.trim();
    const found = text === undefined || text === '' ? asNumber(value) : Number(text);
    return found === undefined || !Number.isFinite(found) ? { kind: 'problem', problem: 'needs a number' } : found;
  },
});

/** The value of the expression that a call encloses. */
export const enclosed: RunnableFunction = defineFunction({
  name: '',
  summary:
    'The value of the expression in the brackets, in which functions such as `sqrt` need no `@math.` before them.',
  parameters: [anything('expression', 'The expression.')],
  result: 'a number',
  examples: { '@math(2 * 3 + 1)': 7, '@math(sqrt(16) / 2)': 2 },
  run: ([value]) => value,
});

/** `@math(expression)` and `@math.function(number)`. */
export const math: PureOperator = defineOperator({
  name: 'math',
  summary: 'Arithmetic and the functions that go with it.',
  documentation:
    'Expressions need no `@math` around them: `size = $a * 2` is the same as `size = @math($a * 2)`. Inside of it the functions may be called by their names alone: `@math(ceil($total / $size))`.',
  functions: [
    enclosed,
    ofNumber('floor', 'The next whole number below.', ['2.7', 2], Math.floor),
    ofNumber('ceil', 'The next whole number above.', ['2.1', 3], Math.ceil),
    round,
    ofNumber('trunc', 'The number without its decimals.', ['-2.7', -2], Math.trunc),
    ofNumber('abs', 'The number without its sign.', ['-3', 3], Math.abs),
    ofNumber('sign', 'The sign: -1, 0 or 1.', ['-3', -1], Math.sign),
    ofNumber('sqrt', 'The square root.', ['9', 3], Math.sqrt),
    ofNumber('exp', 'The number e to the power of the number.', ['0', 1], Math.exp),
    ofNumber('log', 'The natural logarithm.', ['1', 0], Math.log),
    ofNumber('log2', 'The logarithm to the base 2.', ['8', 3], Math.log2),
    ofNumber('log10', 'The logarithm to the base 10.', ['1000', 3], Math.log10),
    defineFunction({
      name: 'pow',
      summary: 'The base to the power of the exponent; the same as `base ** exponent`.',
      parameters: [number('base', 'The base.'), number('exponent', 'The exponent.')],
      result: 'a number',
      examples: { '@math.pow(2, 10)': 1024 },
      run: ([base, exponent]) => finite(base ** exponent),
    }),
    defineFunction({
      name: 'clamp',
      summary: 'The number, but not below the least nor above the most.',
      parameters: [number('number', 'The number.'), number('least', 'The least.'), number('most', 'The most.')],
      result: 'a number',
      examples: { '@math.clamp(12, 1, 10)': 10 },
      run: ([value, least, most]) =>
        least > most
          ? { kind: 'problem', problem: "needs 'least' not above 'most'" }
          : Math.min(Math.max(value, least), most),
    }),
    ...[min, max].map((statistic) =>
      defineFunction({
        name: statistic.name,
        summary: statistic.summary,
        parameters: [optional(number('first', 'A number.')), repeated(number('others', 'More numbers.'))],
        result: 'a number',
        examples: { [`@math.${statistic.name}(4, 2, 9)`]: statistic.of([4, 2, 9]) ?? null },
        run: ([first, others]) =>
          (first === undefined ? undefined : statistic.of([first, ...others])) ?? {
            kind: 'problem',
            problem: 'needs one number at least',
          },
      }),
    ),
    ...[sum, average].map((statistic) => statistic.asFunction('math')),
    toNumber,
  ],
});
