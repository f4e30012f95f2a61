import type { DeferredSetting } from '../base/deferred.ts';
import { memberSchema, type Schema } from '../base/schema.ts';
import { planSchema } from '../generated/plan-schema.ts';
import type { Plan } from '../generated/plan-types.ts';

/** A plan, or a part of one, in which any value may still be left to the environment: what stands in a plan file. */
export type Unresolved<T> = T extends string | number | boolean | null
  ? T | DeferredSetting
  : { readonly [K in keyof T]: Unresolved<T[K]> };

/**
 * The text of a plan file: indented JSON with the keys in the order of the plan's schema, and the user's own names sorted,
 * so that equal plans have equal texts. `decodePlan(JSON.parse(encodePlan(plan)))` gives the plan back.
 */
export function encodePlan(plan: Plan | Unresolved<Plan>): string {
  return `${JSON.stringify(arrange(plan, planSchema), null, 2)}\n`;
}

/** Copies a value with its keys in order: those that the schema names, then the others sorted by code unit. */
function arrange(value: unknown, schema: Schema | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const target = follow(schema);
  if (Array.isArray(value)) return value.map((item) => arrange(item, target?.items));
  const members = new Map<string, unknown>(Object.entries(value));
  const named = ['$env', ...Object.keys(target?.properties ?? {})].filter((key) => members.has(key));
  const others = [...members.keys()].filter((key) => !named.includes(key)).sort();
  return Object.fromEntries(
    [...named, ...others].map((key) => [key, arrange(members.get(key), target && memberSchema(target, key))]),
  );
}

/** The definition that a schema refers to; all references of the plan's schema are to its own definitions. */
function follow(schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : planSchema.$defs?.[name];
}
