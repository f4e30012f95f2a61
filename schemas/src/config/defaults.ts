import { type Json, memberSchema, type Schema } from '../base/schema.ts';
import { configSchema } from '../generated/config-schema.ts';
import type { Setting, SettingTable } from './config.ts';
import { toPlanUnit } from './plan-unit.ts';

/**
 * The settings that the table of a dotted key has when nothing is written in it: the defaults, in the plan's units.
 * Undefined where there is no such table.
 */
export function findDefaults(path: readonly string[]): SettingTable | undefined {
  let schema: Schema | undefined = configSchema;
  for (const key of path) schema = schema && memberSchema(schema, key);
  return schema?.properties === undefined ? undefined : fillDefaults(Object.create(null), schema);
}

const defaults = new WeakMap<Schema, Setting>();

/** The setting that a schema's default stands for, or undefined where it has none. It is made once. */
export function defaultOf(schema: Schema): Setting | undefined {
  if (schema.default === undefined) return undefined;
  const known = defaults.get(schema);
  if (known !== undefined) return known;
  const made = settleDefault(schema.default, schema);
  defaults.set(schema, made);
  return made;
}

function settleDefault(value: Json, schema: Schema): Setting {
  if (typeof value === 'number') return toPlanUnit(value, schema);
  const toggle = schema['x-tsk-switch'];
  if (typeof value === 'boolean' && toggle !== undefined) return settleDefault({ [toggle]: value }, schema);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => settleDefault(item, schema.items ?? {}));
  const table: Record<string, Setting> = Object.create(null);
  for (const [key, member] of Object.entries(value)) {
    const inner = memberSchema(schema, key);
    if (inner !== undefined) table[key] = settleDefault(member, inner);
  }
  return fillDefaults(table, schema);
}

/** Gives a table what it lacks and has a default for. */
export function fillDefaults(table: Record<string, Setting>, schema: Schema): SettingTable {
  for (const [key, setting] of listDefaults(schema)) if (!Object.hasOwn(table, key)) table[key] = setting;
  return table;
}

const lists = new WeakMap<Schema, readonly (readonly [key: string, setting: Setting])[]>();

function listDefaults(schema: Schema): readonly (readonly [key: string, setting: Setting])[] {
  const known = lists.get(schema);
  if (known !== undefined) return known;
  const made = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const setting = defaultOf(inner);
    return setting === undefined ? [] : [[key, setting] as const];
  });
  lists.set(schema, made);
  return made;
}

const isList = (value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] =>
  Array.isArray(value);
