import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

const annotations = new Set(['$schema', 'title', 'description', 'default', 'examples']);

/** The schema without what explains it: only what constrains is compiled. Keys of `properties` are names, not keywords. */
function withoutAnnotations(node, areNames = false) {
  if (Array.isArray(node)) return node.map((item) => withoutAnnotations(item));
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(
    ([key]) => areNames || !(annotations.has(key) || key.startsWith('x-tsk-')),
  );
  const named = (key) => !areNames && ['properties', 'patternProperties', '$defs'].includes(key);
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutAnnotations(value, named(key))]));
}

/**
 * Compiles a schema to a module that needs no library. It is TypeScript only in its first lines: the checker is told to
 * leave the generated code alone, and the one export has a type of its own.
 */
export function emitValidator(name, schema) {
  const ajv = new Ajv2020({
    allErrors: true,
    allowMatchingProperties: true,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    strict: true,
    code: { esm: true, source: true, lines: true },
  });
  const code = standaloneCode.default(ajv, ajv.compile(withoutAnnotations(schema)));

  const exported = /^"use strict";\s*export const validate = (\w+);\s*export default \1;\s*/;
  const inner = exported.exec(code)?.[1];
  if (inner === undefined) throw new Error('ajv emits another form of module than expected');
  if (/\brequire\(/.test(code)) throw new Error(`${name}: a keyword of the schema needs ajv at run time`);
  return [
    '// @ts-nocheck',
    '// Generated from the JSON Schemas by scripts/generate.mjs. Do not edit.',
    '',
    "import type { Validator } from '../base/validator.ts';",
    '',
    code.replace(exported, ''),
    `export const ${name}: Validator = ${inner};`,
    '',
  ].join('\n');
}
