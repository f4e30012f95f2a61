import type { DeferredValue, Expression, Value } from '@tsk/parser';
import type { Argument } from './arguments.ts';
import { operatorArguments } from './catalogue.ts';
import { type Context, evaluateOperand, fail, isUnknown, placeOf, sourceOf } from './context.ts';
import { asText, describeValue } from './values/describe.ts';

/** Evaluates `@env("NAME", default)`, `@env.secure("NAME")` and `@env.NAME` to a value that the runtime looks up. */
export function evaluateEnv(
  methods: readonly string[],
  given: readonly Argument[],
  expression: Expression,
  context: Context,
): Value {
  const refuse = (problem: string): Value => fail(context, operatorArguments, expression.span, ['env', problem]);
  const make = (name: string, defaultValue?: DeferredValue['defaultValue']): DeferredValue => ({
    kind: 'deferred',
    operator: 'env',
    name,
    ...(defaultValue === undefined ? {} : { defaultValue }),
    text: sourceOf(context, expression.span),
    ...placeOf(context, expression.span),
  });
  const [method] = methods;
  if (method !== undefined && method !== 'secure') return make(method);
  const most = method === 'secure' ? 1 : 2;
  if (given.length > most)
    return refuse(most === 1 ? 'secure takes a name alone' : 'takes a name and a default, nothing more');

  const [name, fallback] = given.map(({ content }) => evaluate(content, context));
  if (name !== undefined && isUnknown(name)) return name;
  const written = name === undefined ? undefined : asText(name);
  if (written === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(written)) {
    return refuse('needs the name of an environment variable in quotes for \'name\', as in @env("PORT", 8080)');
  }
  if (fallback === undefined) return make(written);
  switch (fallback.kind) {
    case 'scalar':
      return make(written, fallback.value);
    case 'quantity':
    case 'range':
    case 'datetime':
      return make(written, fallback.text);
    case 'invalid':
    case 'expression':
      return fallback;
    default:
      return refuse(`needs a text, number, boolean or null for 'default', but this is ${describeValue(fallback)}`);
  }
}

function evaluate(content: Argument['content'], context: Context): Value {
  return 'value' in content ? content.value : evaluateOperand(context, content.expression);
}
