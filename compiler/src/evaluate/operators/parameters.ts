import type { ArrayValue, TableValue, Value } from '@tsk/parser';
import { asBoolean, asNumber, asText } from '../values/describe.ts';
import type { OperatorParameter, OperatorType } from './operator.ts';

/** Evaluates an expression with names for the element that it is evaluated for. */
export type Body = (names: Readonly<Record<string, Value>>) => Value;

/**
 * How an argument reaches its function. `value`: evaluated, and known in all of its parts. `parts`: evaluated, and possibly with
 * parts that are not known. `any`: evaluated, possibly an environment variable of the runtime. `choice`: as a function that
 * evaluates it when called. `body`: as a `Body`.
 */
type Passing = 'value' | 'parts' | 'any' | 'choice' | 'body';

/** A parameter that reads its argument as a `T`. */
export interface Parameter<T> extends OperatorParameter {
  readonly passing: Passing;
  /** The argument as the function takes it; undefined where the value is of another type. */
  readonly read: (value: Value) => T | undefined;
}

function parameter<T>(
  type: OperatorType,
  read: (value: Value) => T | undefined,
  passing: Passing = 'value',
): (name: string, description: string) => Parameter<T> {
  return (name, description) => ({ name, type, description, optional: false, repeats: false, passing, read });
}

/** Where an argument may be left out, the function gets undefined, unless `otherwise` says what stands for it. */
export function optional<T>(of: Parameter<T>): Parameter<T | undefined> {
  return { ...of, optional: true };
}

/** A parameter with a default, given as it would be written. */
export function withDefault<T>(of: Parameter<T>, written: string): Parameter<T | undefined> {
  return { ...of, optional: true, default: written };
}

/** A last parameter that takes any number of arguments; the function gets them as an array. */
export function repeated<T>(of: Parameter<T>): Parameter<readonly T[]> {
  const read = (value: Value): readonly T[] | undefined => {
    const one = of.read(value);
    return one === undefined ? undefined : [one];
  };
  return { ...of, optional: true, repeats: true, read };
}

type Declare<T> = (name: string, description: string) => Parameter<T>;

/** A text. */
export const text: Declare<string> = parameter('a text', asText);

/** A number without a unit. */
export const number: Declare<number> = parameter('a number', asNumber);

/** A whole number that can be counted with exactly. */
export const integer: Declare<number> = parameter('a whole number', (value) => {
  const found = asNumber(value);
  return Number.isSafeInteger(found) ? found : undefined;
});

/** True or false. */
export const boolean: Declare<boolean> = parameter('true or false', asBoolean);

const asArray = (value: Value): ArrayValue | undefined => (value.kind === 'array' ? value : undefined);

/** An array, of which not every element need be known. */
export const array: Declare<ArrayValue> = parameter('an array', asArray, 'parts');

/** An array of which every element is known, so that it can be compared. */
export const knownArray: Declare<ArrayValue> = parameter('an array', asArray);

/** A table, of which not every member need be known. */
export const table: Declare<TableValue> = parameter(
  'a table',
  (value) => (value.kind === 'table' ? value : undefined),
  'parts',
);

/** An array of which every element is a text. */
export const texts: Declare<readonly string[]> = parameter('an array of texts', (value) => readAll(value, asText));

/** An array of which every element is a number. */
export const numbers: Declare<readonly number[]> = parameter('an array of numbers', (value) =>
  readAll(value, asNumber),
);

/** An array of which every element is a table. */
export const tables: Declare<readonly TableValue[]> = parameter(
  'an array of tables',
  (value) => readAll(value, (element) => (element.kind === 'table' ? element : undefined)),
  'parts',
);

/** Any value that is known when the configuration is compiled. */
export const known: Declare<Value> = parameter('anything', (value) => value);

/** Any value of which not every part need be known. */
export const data: Declare<Value> = parameter('anything', (value) => value, 'parts');

/** Any value, which may be one that the runtime looks up. */
export const anything: Declare<Value> = parameter('anything', (value) => value, 'any');

/** A value that is only evaluated where it is needed. */
export const choice: Declare<() => Value> = parameter('anything', (value) => () => value, 'choice');

/** An expression that is evaluated for each element. */
export const body: Declare<Body> = parameter('an expression for each element', (value) => () => value, 'body');

function readAll<T>(value: Value, read: (element: Value) => T | undefined): readonly T[] | undefined {
  if (value.kind !== 'array') return undefined;
  const found = value.elements.map(read);
  return found.every((element) => element !== undefined) ? found : undefined;
}
