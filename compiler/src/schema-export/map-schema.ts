import type { Json, Schema } from '@tsk/schemas';

/** A JSON Schema, or a part of one, as plain data. */
export type SchemaData = { readonly [key: string]: Json };

/** Makes the copy of a schema below the root into what is to stand in its place. */
export type ChangeSchema = (copy: SchemaData, original: Schema) => SchemaData;

/**
 * Copies a schema as plain data, each schema below the root changed. What keys of several names share is written once, as a
 * definition: a table in which every table has other names would grow without bound otherwise.
 */
export function mapSchema(schema: Schema, change: ChangeSchema): SchemaData {
  const definitions: Record<string, Json> = {};
  const copy = mapAt(schema, { path: [], change, definitions });
  return { ...copy, $defs: { ...asData(copy['$defs']), ...definitions } };
}

interface MapContext {
  readonly path: readonly string[];
  readonly change: ChangeSchema;
  /** Receives the definitions. */
  readonly definitions: Record<string, Json>;
}

function mapAt(schema: Schema, context: MapContext): SchemaData {
  const at = (key: string): MapContext => ({ ...context, path: [...context.path, key] });
  const inner = (one: Schema, key: string): SchemaData => context.change(mapAt(one, at(key)), one);
  const { properties, patternProperties, additionalProperties, items, $defs, ...rest } = schema;
  const isTable = properties !== undefined || additionalProperties !== undefined;
  return {
    ...plain(rest),
    ...(properties === undefined ? {} : { properties: mapMembers(schema, inner, context) }),
    ...(patternProperties === undefined ? {} : { patternProperties: mapAll(patternProperties, inner) }),
    ...(isTable ? { additionalProperties: mapAdditional(schema, inner) } : {}),
    ...(items === undefined ? {} : { items: inner(items, 'items') }),
    // What a definition is used for is decided where it is used.
    ...($defs === undefined ? {} : { $defs: mapAll($defs, (one, key) => mapAt(one, at(key))) }),
  };
}

type MapInner = (one: Schema, key: string) => SchemaData;

/** The keys of a table, with the other names that they go by, and the text that may stand before a table of the same name. */
function mapMembers(schema: Schema, inner: MapInner, { path, definitions }: MapContext): SchemaData {
  const members: Record<string, Json> = {};
  const head = schema['x-tsk-head'];
  for (const [key, member] of Object.entries(schema.properties ?? {})) {
    const others = [...(member['x-tsk-aliases'] ?? []), ...(key === head ? ['$value'] : [])];
    const copy = inner(member, key);
    if (others.length === 0) {
      members[key] = copy;
      continue;
    }
    const name = [...path, key].join('.').replaceAll(/[^\w.-]/g, '_');
    definitions[name] = copy;
    for (const one of [key, ...others]) members[one] = { $ref: `#/$defs/${name}` };
  }
  for (const moved of Object.keys(schema['x-tsk-moved'] ?? {})) members[moved] ??= true;
  return members;
}

/** A schema that admits what it admitted, or any of the others. A root or a table that is a constant stays as it is. */
export function admitInstead(schema: SchemaData, others: readonly Json[]): SchemaData {
  const { description, default: fallback, examples, title, ...rest } = schema;
  const notes = { title, description, default: fallback, examples };
  const kept = Object.entries(notes).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(kept as [string, Json][]), anyOf: [rest, ...others] };
}

/** The members of an object; none of anything else. */
export function asData(value: Json | undefined): SchemaData {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SchemaData) : {};
}

function mapAdditional(schema: Schema, inner: MapInner): Json {
  if (schema['x-tsk-open'] === true) return true;
  const { additionalProperties = true } = schema;
  return typeof additionalProperties === 'boolean' ? additionalProperties : inner(additionalProperties, '_');
}

function mapAll(schemas: Readonly<Record<string, Schema>>, inner: MapInner): SchemaData {
  return Object.fromEntries(Object.entries(schemas).map(([key, one]) => [key, inner(one, key)]));
}

/** The keywords that hold no schemas, without those that only this tool chain reads. */
function plain(keywords: Omit<Schema, 'properties' | 'patternProperties'>): SchemaData {
  const kept = Object.entries(keywords).filter(([key]) => !key.startsWith('x-tsk-'));
  return JSON.parse(JSON.stringify(Object.fromEntries(kept)));
}
