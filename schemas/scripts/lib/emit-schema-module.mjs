/** A schema as a module, for those who describe settings to people: the type checks that the schema is of the form we read. */
export function emitSchemaModule(name, schema) {
  return [
    '// Generated from the JSON Schemas by scripts/generate.mjs. Do not edit.',
    '',
    "import type { Schema } from '../base/schema.ts';",
    '',
    `export const ${name}: Schema = ${JSON.stringify(schema, null, 2)};`,
    '',
  ].join('\n');
}
