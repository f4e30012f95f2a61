/**
 * A schema as a module, for those who describe settings to people. It is a text that is parsed: that takes half as long as
 * evaluating the same schema as code, at every start.
 */
export function emitSchemaModule(name, schema) {
  return [
    '// Generated from the JSON Schemas by scripts/generate.mjs. Do not edit.',
    '',
    "import type { Schema } from '../base/schema.ts';",
    '',
    `export const ${name}: Schema = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(schema))});`,
    '',
  ].join('\n');
}
