import { defineFunction, defineOperator } from './define.ts';
import type { PureOperator } from './operator.ts';
import { boolean, choice, optional } from './parameters.ts';

/** `@if(condition, then, else)`: one of two values; the other one is not evaluated. */
export const conditional: PureOperator = defineOperator({
  name: 'if',
  summary: 'One of two values, by a condition.',
  documentation:
    'The same as `condition ? then : else`. Only the value that is taken is evaluated, so the other one may be what could not be, such as a division by zero. Tables can be chosen as well as single values.',
  functions: [
    defineFunction({
      name: '',
      summary: 'The second argument where the first is true, otherwise the third.',
      parameters: [
        boolean('condition', 'What decides.'),
        choice('then', 'The value where the condition is true.'),
        optional(choice('else', 'The value where it is false; null where it is left out.')),
      ],
      result: 'anything',
      examples: { '@if(2 > 1, "yes", "no")': 'yes', '@if(false, { size = 1 / 0 }, { size = 2 })': { size: 2 } },
      run: ([condition, then, otherwise]) => (condition ? then() : (otherwise?.() ?? null)),
    }),
  ],
});
