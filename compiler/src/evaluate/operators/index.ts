import { array } from './array.ts';
import { conversions } from './conversions.ts';
import { deferred } from './deferred.ts';
import { encodings } from './encodings.ts';
import { env } from './env.ts';
import { conditional } from './if.ts';
import { json } from './json.ts';
import { math } from './math.ts';
import { object } from './object.ts';
import type { Operator } from './operator.ts';
import { refused } from './refused.ts';
import { regex } from './regex.ts';
import { shorthands } from './shorthands.ts';
import { string } from './string.ts';
import { switchOperator } from './switch.ts';
import { validate } from './validate.ts';

/** Every operator that the compiler knows: those that it evaluates, leaves to others, and refuses. */
export const operators: readonly Operator[] = Object.freeze([
  env,
  conditional,
  switchOperator,
  string,
  math,
  array,
  object,
  json,
  regex,
  validate,
  ...conversions,
  ...encodings,
  ...shorthands,
  ...deferred,
  ...refused,
]);

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((operator) => [operator.name, operator]));

/** The operator of a name, without its `@`. */
export function findOperator(name: string): Operator | undefined {
  return byName.get(name);
}
