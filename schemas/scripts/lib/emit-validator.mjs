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
 * Tables that occur several times with the same constraints become one definition, and so one function of the validator; each
 * table at the root becomes one too, so that only those that a document has are ever compiled.
 */
function shareTables(schema) {
  const counts = new Map();
  const isTable = (node) => node.properties !== undefined || typeof node.additionalProperties === 'object';
  const visit = (node, act) => {
    if (Array.isArray(node)) return node.map((item) => visit(item, act));
    if (node === null || typeof node !== 'object') return node;
    const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value, act)]));
    return isTable(node) ? act(node, inner) : inner;
  };
  visit(schema, (node, inner) => {
    const text = JSON.stringify(node);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    return inner;
  });
  const atRoot = new Set(Object.values(schema.properties ?? {}).map((table) => JSON.stringify(table)));
  const names = new Map(
    [...counts]
      .filter(([text, count]) => count > 1 || atRoot.has(text))
      .map(([text], index) => [text, `Shared${index}`]),
  );
  const $defs = { ...schema.$defs };
  const root = visit(schema, (node, inner) => {
    const name = names.get(JSON.stringify(node));
    if (name === undefined) return inner;
    $defs[name] = inner;
    return { $ref: `#/$defs/${name}` };
  });
  return names.size === 0 ? schema : { ...root, $defs };
}

/** What ajv writes at each of its checks in nine lines, and the place in the schema that nobody asks for, as one call. */
function shorten(code) {
  const pushed =
    /const (err\d+) = \{instancePath(.*?),schemaPath:"[^"]*",(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}/g;
  const shortened = code.replaceAll(pushed, 'vErrors = appendError(vErrors, {instancePath$2,$3});');
  if (shortened.includes('schemaPath:')) throw new Error('ajv emits another form of error than expected');
  return shortened;
}

const appendError = `function appendError(errors, error) {
if (errors === null) return [error];
errors.push(error);
return errors;
}`;

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
  const code = standaloneCode.default(ajv, ajv.compile(shareTables(withoutAnnotations(schema))));

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
    shorten(code.replace(exported, '')),
    appendError,
    `export const ${name}: Validator = ${inner};`,
    '',
  ].join('\n');
}
