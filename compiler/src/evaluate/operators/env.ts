import type { Value } from '@tsk/parser';
import type { Operator, OperatorCall, OperatorResult } from './operator.ts';

/** `@env("NAME", default)`: an environment variable of the runtime. `@env.NAME` and `@env.secure("NAME")` have no default. */
export const env: Operator = {
  name: 'env',
  effect: 'deferred',
  summary: 'The value of an environment variable when the runtime starts; it is never written into a compiled file.',
  parameters: [
    { name: 'name', description: 'Name of the variable.', optional: false },
    {
      name: 'default',
      description: 'Taken where the variable is not set; without it the variable is required.',
      optional: true,
    },
  ],
  methods: ['secure'],
  evaluate: evaluateEnv,
};

function evaluateEnv(call: OperatorCall): OperatorResult {
  const [method] = call.methods;
  if (method !== undefined && method !== 'secure') return { kind: 'environment', name: method };
  if (call.count > 2) return { kind: 'problem', problem: 'takes a name and a default, nothing more' };

  const name = call.argument(0);
  if (name?.kind !== 'scalar' || typeof name.value !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name.value)) {
    return {
      kind: 'problem',
      problem: 'needs the name of an environment variable in quotes, as in @env("PORT", 8080)',
    };
  }
  if (call.count === 1) return { kind: 'environment', name: name.value };
  return withDefault(name.value, call.argument(1));
}

function withDefault(name: string, value: Value | undefined): OperatorResult {
  switch (value?.kind) {
    case 'scalar':
      return { kind: 'environment', name, defaultValue: value.value };
    case 'quantity':
    case 'range':
    case 'datetime':
      return { kind: 'environment', name, defaultValue: value.text };
    case 'invalid':
      return { kind: 'value', value };
    default:
      return { kind: 'problem', problem: 'needs a text, number, boolean or null as its default' };
  }
}
