import { defineFunction } from './define.ts';
import type { RunnableFunction } from './operator.ts';
import { numbers } from './parameters.ts';

/** One number that says something of several. */
export interface Statistic {
  readonly name: string;
  readonly summary: string;
  /** Undefined where there are too few numbers. */
  readonly of: (numbers: readonly number[]) => number | undefined;
  /** The statistic of an array, as a method of an operator, or as an operator of its own name. */
  readonly asFunction: (operator?: string) => RunnableFunction;
}

function statistic(name: string, summary: string, of: (numbers: readonly number[]) => number | undefined): Statistic {
  return {
    name,
    summary,
    of,
    asFunction: (operator) =>
      defineFunction({
        name: operator === undefined ? '' : name,
        summary,
        parameters: [numbers('numbers', 'The numbers.')],
        result: 'a number',
        examples: { [`@${operator === undefined ? '' : `${operator}.`}${name}([4, 2, 9])`]: of([4, 2, 9]) ?? null },
        run: ([found]) => {
          const result = of(found);
          if (result === undefined) return { kind: 'problem', problem: 'needs one number at least' };
          return Number.isFinite(result)
            ? result
            : { kind: 'problem', problem: 'has no finite number as its result here' };
        },
      }),
  };
}

const add = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The sum; 0 of nothing. */
export const sum: Statistic = statistic('sum', 'The sum of the numbers.', add);

/** The arithmetic mean. */
export const average: Statistic = statistic('average', 'The mean of the numbers.', (numbers) =>
  numbers.length === 0 ? undefined : add(numbers) / numbers.length,
);

/** The least. */
export const min: Statistic = statistic('min', 'The least of the numbers.', (numbers) =>
  numbers.length === 0 ? undefined : numbers.reduce((least, number) => Math.min(least, number)),
);

/** The greatest. */
export const max: Statistic = statistic('max', 'The greatest of the numbers.', (numbers) =>
  numbers.length === 0 ? undefined : numbers.reduce((most, number) => Math.max(most, number)),
);
