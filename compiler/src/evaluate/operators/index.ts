import { env } from './env.ts';
import { conditional } from './if.ts';
import type { Operator } from './operator.ts';
import { sideEffects } from './side-effects.ts';

/** Every operator that the compiler knows; a name that is not here is left unevaluated. */
export const operators: readonly Operator[] = Object.freeze([env, conditional, ...sideEffects]);

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((operator) => [operator.name, operator]));

/** The operator of a name, without its `@`. */
export function findOperator(name: string): Operator | undefined {
  return byName.get(name);
}
