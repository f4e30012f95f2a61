/**
 * Generates what the schemas imply, into `src/generated/`: TypeScript types of the plan and ahead-of-time ajv validators.
 * Runs at `npm install` (prepare), before builds and before tests; does nothing when its inputs have not changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, 'src', 'generated');
const planSchema = JSON.parse(readFileSync(join(root, 'src', 'plan', 'plan.schema.json'), 'utf8'));

mkdirSync(generated, { recursive: true });
const types = await compile(planSchema, 'Plan', { additionalProperties: false, bannerComment: '', format: true, unreachableDefinitions: false });
writeFileSync(join(generated, 'plan-types.ts'), `// Generated from plan/plan.schema.json by scripts/generate.mjs. Do not edit.\n\n${types}`);
