import type { Value } from '@tsk/parser';
import { asBoolean } from '../values/describe.ts';
import { makeScalar } from '../values/make.ts';
import type { Outcome } from './operator.ts';
import type { Body } from './parameters.ts';

/** What came of evaluating a body for several elements: a result for each, or what stopped it. */
export type Iteration<T> =
  | { readonly kind: 'done'; readonly results: readonly T[] }
  | { readonly kind: 'stopped'; readonly by: Outcome };

/** Evaluates a body for each element, which it calls `item`, and its `index`. */
export function mapElements(elements: readonly Value[], body: Body): Iteration<Value> {
  const results: Value[] = [];
  for (const [index, item] of elements.entries()) {
    const result = body({ item, value: item, index: makeScalar(index, item) });
    if (isStop(result)) return { kind: 'stopped', by: result };
    results.push(result);
  }
  return { kind: 'done', results };
}

/** Evaluates a body that is true or false for each element. */
export function testElements(elements: readonly Value[], body: Body): Iteration<boolean> {
  const mapped = mapElements(elements, body);
  return mapped.kind === 'done' ? readTruths(mapped.results) : mapped;
}

/** Reads results as truths. */
export function readTruths(results: readonly Value[]): Iteration<boolean> {
  const truths = results.map(asBoolean);
  if (truths.every((truth) => truth !== undefined)) return { kind: 'done', results: truths };
  return {
    kind: 'stopped',
    by: { kind: 'problem', problem: 'needs an expression that is true or false for each element' },
  };
}

/** A value that could not be made, or that only the runtime could go on with, ends the work. */
export function isStop(value: Value): boolean {
  return value.kind === 'invalid' || value.kind === 'expression';
}
