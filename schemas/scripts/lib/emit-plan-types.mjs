import { compile } from 'json-schema-to-typescript';

/** The types of the plan as a TypeScript module in which everything is `readonly`. */
export async function emitPlanTypes(planSchema) {
  const types = await compile(planSchema, 'Plan', {
    additionalProperties: false,
    bannerComment: '',
    format: true,
    unreachableDefinitions: false,
    style: { printWidth: 1000, singleQuote: true },
  });
  return `// Generated from plan/plan.schema.json by scripts/generate.mjs. Do not edit.\n\n${makeReadonly(types)}`;
}

/** `key: T[];` becomes `readonly key: readonly T[];`. The generator puts each property on a line of its own. */
function makeReadonly(types) {
  return types
    .replaceAll(/^( +)(\[k: string\]|[A-Za-z_][\w]*\??): (.*)$/gm, '$1readonly $2: $3')
    .replaceAll(/: ([^:;]+\[\]);$/gm, ': readonly $1;');
}
