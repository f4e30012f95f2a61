import { type CoercionTarget, coerceText } from '../base/coerce.ts';
import { joinPointer } from '../base/pointer.ts';
import { type PlanProblemKind, variableUnfit, variableUnset } from './plan-problem.ts';
import { describeType, dottedPointer } from './plan-words.ts';

/** A plan is far flatter than this; what is deeper holds no value of it. */
const deepest = 16;

/** Reports a problem of `kind` at a JSON pointer. */
export type ReportProblem = <Args extends readonly unknown[]>(
  kind: PlanProblemKind<Args>,
  pointer: string,
  ...args: Args
) => void;

/**
 * A copy of `json` in which each `{ "$env": NAME, … }` is replaced by what the environment gives, of the type that the
 * node asks for. Where that cannot be, the problem is reported and null stands in its place.
 */
export function resolveDeferred(
  json: unknown,
  env: Readonly<Record<string, string | undefined>>,
  reportProblem: ReportProblem,
): unknown {
  function resolve(value: unknown, pointer: string, depth: number): unknown {
    if (typeof value !== 'object' || value === null || depth > deepest) return value;
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, joinPointer(pointer, index), depth + 1));
    const members = new Map<string, unknown>(Object.entries(value));
    const name = members.get('$env');
    if (typeof name === 'string') return lookUp(name, members, pointer);
    return Object.fromEntries(
      [...members].map(([key, item]) => [key, resolve(item, joinPointer(pointer, key), depth + 1)]),
    );
  }

  function lookUp(name: string, node: ReadonlyMap<string, unknown>, pointer: string): unknown {
    const text = Object.hasOwn(env, name) ? env[name] : undefined;
    if (text === undefined) {
      if (node.has('default')) return node.get('default');
      reportProblem(variableUnset, pointer, dottedPointer(pointer), name);
      return null;
    }
    const target = targetOf(node);
    const value = coerceText(text, target);
    if (value !== undefined) return value;
    reportProblem(variableUnfit, pointer, dottedPointer(pointer), describeType(target), name);
    return null;
  }

  return resolve(json, '', 0);
}

/** What a node asks its variable's text to become; a node that does not say takes the text as it is. */
function targetOf(node: ReadonlyMap<string, unknown>): CoercionTarget {
  const type = node.get('type');
  const scale = node.get('scale');
  const quantity = node.get('quantity');
  return {
    type: type === 'number' || type === 'integer' || type === 'boolean' ? type : 'string',
    ...(typeof scale === 'number' ? { scale } : {}),
    ...(quantity === 'duration' || quantity === 'size' || quantity === 'ratio' ? { quantity } : {}),
  };
}
