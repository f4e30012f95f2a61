import type { DeferredOperator, OperatorFunction, OperatorParameter } from './operator.ts';

const name: OperatorParameter = {
  name: 'name',
  type: 'a text',
  description: 'Name of the variable.',
  optional: false,
  repeats: false,
};

const functions: readonly OperatorFunction[] = [
  {
    name: '',
    summary: 'The variable when the runtime starts; the default where it is not set.',
    parameters: [
      name,
      {
        name: 'default',
        type: 'anything',
        description: 'A text, number, boolean or quantity; without it the variable is required.',
        optional: true,
        repeats: false,
      },
    ],
    result: 'an environment variable',
    examples: [
      { source: '@env("PORT", 8080)', gives: { $expr: '@env("PORT", 8080)' } },
      { source: '@env.PORT', gives: { $expr: '@env.PORT' } },
      { source: '@env("A B")', finding: 'TSK3007' },
    ],
  },
  {
    name: 'secure',
    summary: 'The variable when the runtime starts, which has to be set.',
    parameters: [name],
    result: 'an environment variable',
    examples: [{ source: '@env.secure("API_KEY")', gives: { $expr: '@env.secure("API_KEY")' } }],
  },
];

/** `@env("NAME", default)`: an environment variable of the runtime. `@env.NAME` and `@env.secure("NAME")` have no default. */
export const env: DeferredOperator = {
  name: 'env',
  availability: 'deferred',
  summary: 'The value of an environment variable when the runtime starts; it is never written into a compiled file.',
  documentation:
    'The setting says of which type the value is: `@env("PORT", "8080")` is a number where a number is asked for. Since the value is not known before the runtime starts, it has to be the whole value of its key: it cannot be part of a larger expression.',
  functions,
  reason: undefined,
};
