import type { SchemaType } from '../base/schema.ts';
import { enumerate } from '../config/enumerate.ts';
import { describeType } from '../config/words.ts';
import { type CustomSchema, isJsonObject, type JsonObject, type JsonValue } from '../custom/custom-schema.ts';
import type { SettingSchema } from './setting-schema.ts';

/** What a schema of the user's says about the setting of a dotted key, in the form of our own settings. */
export function findCustomSetting(path: readonly string[], schema: CustomSchema): SettingSchema | undefined {
  let parts = unfold(schema.root, schema);
  let isRequired = false;
  for (const key of path) {
    isRequired = parts.some(({ required }) => Array.isArray(required) && required.includes(key));
    parts = parts.flatMap((part) => membersOf(part, key)).flatMap((member) => unfold(member, schema));
    if (parts.length === 0) return undefined;
  }
  return describe(path, parts, isRequired);
}

/** The settings that a schema of the user's knows, tables before their keys, as deep as its references do not turn in circles. */
export function listCustomSettings(schema: CustomSchema): readonly SettingSchema[] {
  const walk = (path: readonly string[]): readonly SettingSchema[] => {
    const setting = findCustomSetting(path, schema);
    if (setting === undefined) return [];
    const below = path.length > 8 ? [] : setting.keys.flatMap((key) => walk([...path, key]));
    return path.length === 0 ? below : [setting, ...below];
  };
  return walk([]);
}

/** The objects that together say what a value may be: the schema, what it refers to, its parts and alternatives. */
function unfold(node: JsonValue, schema: CustomSchema, depth = 0): readonly JsonObject[] {
  if (!isJsonObject(node) || depth > 16) return [];
  const { $ref, allOf, anyOf, oneOf } = node;
  const target = typeof $ref === 'string' ? schema.resolve($ref) : undefined;
  const others = [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [node, ...[target ?? [], others].flat().flatMap((other: JsonValue) => unfold(other, schema, depth + 1))];
}

function membersOf(part: JsonObject, key: string): readonly JsonValue[] {
  const { properties, patternProperties, additionalProperties } = part;
  const own = isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (own !== undefined) return [own];
  const matching = Object.entries(isJsonObject(patternProperties) ? patternProperties : {})
    .filter(([pattern]) => new RegExp(pattern, 'u').test(key))
    .map(([, member]) => member);
  if (matching.length > 0) return matching;
  return isJsonObject(additionalProperties) ? [additionalProperties] : [];
}

function describe(path: readonly string[], parts: readonly JsonObject[], isRequired: boolean): SettingSchema {
  const first = (key: string): JsonValue | undefined => parts.find((part) => Object.hasOwn(part, key))?.[key];
  const types = [...new Set(parts.flatMap(({ type }) => (Array.isArray(type) ? type : [type ?? []].flat())))].filter(
    isType,
  );
  const keys = [...new Set(parts.flatMap(({ properties }) => Object.keys(isJsonObject(properties) ? properties : {})))];
  const choices = parts.flatMap((part) => [
    ...(Array.isArray(part['enum']) ? part['enum'] : []),
    ...(Object.hasOwn(part, 'const') ? [part['const']] : []),
  ]);
  const texts = choices.filter((choice) => typeof choice === 'string');
  const preset = first('default');
  const examples = first('examples');
  const description = first('description') ?? first('title');
  return {
    path,
    description: typeof description === 'string' ? description : '',
    type: types.length === 0 ? 'any value' : enumerate(types.map(describeType), 'or'),
    isTable: keys.length > 0 || types.includes('object'),
    ...(preset === undefined ? {} : { default: preset }),
    ...(texts.length === 0 ? {} : { choices: texts.map((value) => ({ value, description: '' })) }),
    isClosed: texts.length > 0 && texts.length === choices.length,
    examples: Array.isArray(examples) ? examples : [],
    isRequired,
    isSecret: false,
    keys,
    aliases: [],
    moved: {},
    hasEffect: false,
  };
}

const types: readonly SchemaType[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

const isType = (name: unknown): name is SchemaType => types.some((type) => type === name);
