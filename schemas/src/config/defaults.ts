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

/** The setting that a schema's default stands for, or undefined where it has none. */
export function defaultOf(schema: Schema): Setting | undefined {
  return schema.default === undefined ? undefined : settleDefault(schema.default, schema);
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
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (Object.hasOwn(table, key)) continue;
    const setting = defaultOf(inner);
    if (setting !== undefined) table[key] = setting;
  }
  return table;
}

const isList = (value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] =>
  Array.isArray(value);
