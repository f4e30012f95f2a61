import { textOf } from '../values/describe.ts';
import { defineFunction, defineOperator } from './define.ts';
import type { PureOperator } from './operator.ts';
import { anything, known, optional, table } from './parameters.ts';

/** `@switch(value, cases)`: one of several values, by name. */
export const switchOperator: PureOperator = defineOperator({
  name: 'switch',
  summary: 'One of several values, by a name.',
  functions: [
    defineFunction({
      name: '',
      summary: 'The member of a table that is named by the first argument.',
      parameters: [
        known('value', 'A text, number or boolean: the name of the case.'),
        table('cases', 'The values by name; `default` is taken where there is no other.'),
        optional(anything('default', 'Taken where no case has the name.')),
      ],
      result: 'anything',
      examples: {
        '@switch("b", { a = 1, b = 2 })': 2,
        '@switch("x", { a = 1, default = 0 })': 0,
        '@switch("x", { a = 1 }, 5)': 5,
      },
      run: ([value, { members }, otherwise]) => {
        const name = textOf(value);
        if (name === undefined) return { kind: 'problem', problem: "needs a text, number or boolean for 'value'" };
        return members.get(name)?.value ?? otherwise ?? members.get('default')?.value ?? null;
      },
    }),
  ],
});
