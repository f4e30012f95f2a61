import type { DeferredValue, Value } from '@tsk/parser';
import { asBoolean, asNumber, asText, textOf } from '../values/describe.ts';
import { defineFunction, defineOperator } from './define.ts';
import type { OperatorType, Outcome, PureOperator, RunnableFunction } from './operator.ts';
import { anything } from './parameters.ts';

type Scalar = string | number | boolean;

/**
 * A conversion. An environment variable stays one, with its default converted: what it holds is read as the type that the
 * setting asks for, when the runtime looks it up.
 */
function conversion(
  result: OperatorType,
  examples: Readonly<Record<string, Scalar>>,
  convert: (value: Value) => Scalar | undefined,
): RunnableFunction {
  return defineFunction({
    name: '',
    summary: `The value as ${result}.`,
    parameters: [anything('value', 'A text, number or boolean.')],
    result,
    examples,
    run: ([value]): Outcome => {
      if (value.kind === 'deferred') return convertDefault(value, convert) ?? refuse(result, value.text);
      return convert(value) ?? refuse(result, textOf(value) ?? 'this value');
    },
  });
}

function convertDefault(value: DeferredValue, convert: (value: Value) => Scalar | undefined): Value | undefined {
  const { defaultValue, file, span } = value;
  if (defaultValue === undefined || defaultValue === null) return value;
  const converted = convert({ kind: 'scalar', value: defaultValue, file, span });
  return converted === undefined ? undefined : { ...value, defaultValue: converted };
}

function refuse(result: string, shown: string): Outcome {
  return { kind: 'problem', problem: `cannot make ${result} of '${shown.slice(0, 40)}'` };
}

function toNumber(value: Value): number | undefined {
  const truth = asBoolean(value);
  if (truth !== undefined) return Number(truth);
  const text = asText(value)?.trim();
  if (text === undefined) return asNumber(value);
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  return Number.isFinite(number) ? number : undefined;
}

function toInteger(value: Value): number | undefined {
  const number = toNumber(value);
  return number === undefined ? undefined : Math.trunc(number);
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0', ''].map((word) => [word, false] as const),
]);

function toBoolean(value: Value): boolean | undefined {
  const number = asNumber(value);
  if (number !== undefined) return number !== 0;
  return asBoolean(value) ?? truths.get(asText(value)?.trim().toLowerCase() ?? 'none');
}

function operatorOf(name: string, summary: string, convert: RunnableFunction): PureOperator {
  return defineOperator({ name, summary, documentation, functions: [convert] });
}

const documentation =
  'An environment variable may be converted: `@int(@env("PORT", "8080"))`. The setting says of which type its value is anyway, so this changes the default only.';

/** `@string(value)`. */
export const toText: RunnableFunction = conversion(
  'a text',
  { '@string(8080)': '8080', '@string(true)': 'true' },
  textOf,
);

const integerOf = conversion('a whole number', { '@int("30")': 30, '@int(2.9)': 2, '@int(true)': 1 }, toInteger);
const numberOf = (name: string): RunnableFunction =>
  conversion('a number', { [`@${name}("0.5")`]: 0.5, [`@${name}(30)`]: 30 }, toNumber);
const booleanOf = (name: string): RunnableFunction =>
  conversion(
    'true or false',
    { [`@${name}("yes")`]: true, [`@${name}("off")`]: false, [`@${name}(0)`]: false },
    toBoolean,
  );

/** The operators that turn a value into another type. */
export const conversions: readonly PureOperator[] = [
  operatorOf('int', 'A whole number made of a text, number or boolean; decimals are cut off.', integerOf),
  operatorOf('float', 'A number made of a text, number or boolean.', numberOf('float')),
  operatorOf('number', 'A number made of a text, number or boolean.', numberOf('number')),
  operatorOf('bool', 'True or false, made of a text, number or boolean.', booleanOf('bool')),
  operatorOf('boolean', 'True or false, made of a text, number or boolean.', booleanOf('boolean')),
];
