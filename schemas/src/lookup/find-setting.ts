import { memberSchema, type Schema } from '../base/schema.ts';
import type { CustomSchema } from '../custom/custom-schema.ts';
import { configSchema } from '../generated/config-schema.ts';
import { findCustomSetting, listCustomSettings } from './describe-custom.ts';
import { describeSetting, type SettingSchema } from './setting-schema.ts';

/**
 * What is to be said about the setting of a dotted key, such as `['load_balancing', 'health_checks', 'path']`; a name of
 * the user's own is found by what its table says about such names. The empty path is the document. Undefined where the
 * schema has no such key. Schemas of the user's are asked where ours says nothing.
 */
export function findSetting(
  path: readonly string[],
  customSchemas: Iterable<CustomSchema> = [],
): SettingSchema | undefined {
  const own = findOwnSetting(path);
  if (own !== undefined && path.length > 0) return own;
  const custom = [...customSchemas].flatMap((schema) => findCustomSetting(path, schema) ?? []);
  if (own === undefined) return custom[0];
  return { ...own, keys: [...new Set([own, ...custom].flatMap(({ keys }) => keys))] };
}

function findOwnSetting(path: readonly string[]): SettingSchema | undefined {
  let schema: Schema = configSchema;
  let isRequired = false;
  for (const key of path) {
    const inner = memberSchema(schema, key === '$value' ? (schema['x-tsk-head'] ?? key) : key);
    if (inner === undefined) return undefined;
    isRequired = schema.required?.includes(key) ?? false;
    schema = inner;
  }
  return describeSetting(path, schema, isRequired);
}

/** Every setting there is, tables before their keys; `*` in a path stands for a name of the user's own. */
export function listSettings(customSchemas: Iterable<CustomSchema> = []): readonly SettingSchema[] {
  return [...walk([], configSchema), ...[...customSchemas].flatMap(listCustomSettings)];
}

function* walk(path: readonly string[], schema: Schema): Generator<SettingSchema> {
  for (const [key, inner] of membersOf(schema)) {
    const at = [...path, key];
    yield describeSetting(at, inner, schema.required?.includes(key) ?? false);
    yield* walk(at, inner);
  }
}

function* membersOf(schema: Schema): Generator<readonly [string, Schema]> {
  yield* Object.entries(schema.properties ?? {});
  for (const [pattern, inner] of Object.entries(schema.patternProperties ?? {})) {
    yield [pattern.replace(/^\^/, '').replace(/\[[^\]]*\]\+\$$/, '*'), inner];
  }
  if (typeof schema.additionalProperties === 'object') yield ['*', schema.additionalProperties];
}
