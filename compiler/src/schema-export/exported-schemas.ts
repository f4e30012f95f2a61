import { configSchema, type Json, planSchema, projectSchema, type Schema, unitNames } from '@tsk/schemas';
import { admitInstead, asData, mapSchema } from './map-schema.ts';

/** A schema for other tools: JSON Schema 2020-12 in one piece, with all references to itself. */
export interface ExportedSchema {
  readonly name: 'config' | 'plan' | 'settings';
  /** What it describes, in one sentence. */
  readonly summary: string;
  readonly make: () => Json;
}

/** Every schema that can be exported. */
export const exportedSchemas: readonly ExportedSchema[] = Object.freeze([
  {
    name: 'config',
    summary: 'The data of .tsk files, as tsk-compile eval --resolve prints it.',
    make: () => exportConfigSchema(),
  },
  { name: 'plan', summary: 'A compiled plan, plan.json.', make: () => exportPlanSchema() },
  { name: 'settings', summary: 'The settings file tsk.json.', make: () => toJson(projectSchema) },
]);

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** What is written as an expression, and known only when the runtime starts. */
const expression: Json = {
  description: 'A value that is not known when the file is compiled, by its source text.',
  type: 'object',
  properties: { $expr: { type: 'string' } },
  required: ['$expr'],
  additionalProperties: false,
};

/** A value of a plan that the runtime reads from its environment. */
const deferred: Json = {
  description: 'A value that the runtime reads from an environment variable when it starts.',
  type: 'object',
  properties: { $env: { type: 'string' } },
  required: ['$env', 'type'],
};

/**
 * The schema of the settings as they are written: what is short for something longer is admitted beside it, quantities as
 * text with a unit, other names of keys, and expressions in place of any value.
 */
function exportConfigSchema(): Json {
  const body = mapSchema(configSchema, (node, original) => admitInstead(node, [...shortForms(original)]));
  return {
    $schema: dialect,
    $id: 'urn:tsk:config:1',
    ...body,
    $defs: { ...asData(body['$defs']), Expression: expression },
  };
}

function* shortForms(schema: Schema): Generator<Json> {
  yield { $ref: '#/$defs/Expression' };
  const kind = schema['x-tsk-quantity'];
  if (kind !== undefined) {
    const units = unitNames(kind).map((unit) => unit.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    yield { type: 'string', pattern: `^-?[0-9][0-9_.eE+-]*\\s*(?:${units.join('|')})$` };
  }
  if (schema['x-tsk-switch'] !== undefined) yield { type: 'boolean' };
  if (schema['x-tsk-head'] !== undefined) yield { type: 'string' };
  if (schema['x-tsk-text'] === true) yield { type: ['number', 'boolean'] };
  const spellings = Object.keys(schema['x-tsk-value-aliases'] ?? {});
  if (spellings.length > 0) yield { enum: spellings };
}

/** The schema of plan files, in which any value may be left to the environment. */
function exportPlanSchema(): Json {
  const body = mapSchema(planSchema, (node) => admitInstead(node, [{ $ref: '#/$defs/Deferred' }]));
  return { ...body, $defs: { ...asData(body['$defs']), Deferred: deferred } };
}

/** A schema as it is: plain data already. */
function toJson(schema: Schema): Json {
  return JSON.parse(JSON.stringify(schema));
}
