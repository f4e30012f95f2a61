/**
 * Generates what the schemas imply, into `src/generated/`: the types of the plan, validators compiled ahead of time, and
 * the schemas themselves as modules. Runs at `npm install`, before builds and before tests; does nothing when neither the
 * schemas nor these scripts nor the libraries have changed. It must run on Node 20, which may be what npm was started with.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, 'src', 'generated');
const stamp = join(generated, 'inputs.sha256');
const outputs = [
  'plan-types.ts',
  'plan-schema.ts',
  'plan-validator.ts',
  'config-schema.ts',
  'config-validator.ts',
  'project-schema.ts',
  'project-validator.ts',
];

const filesOf = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => path.endsWith(ending))
    .sort();

/** A fingerprint of everything that the outputs depend on. */
function hashInputs() {
  const require = createRequire(import.meta.url);
  const hash = createHash('sha256');
  for (const path of [...filesOf(join(root, 'src'), '.schema.json'), ...filesOf(join(root, 'scripts'), '.mjs')]) {
    hash.update(`${path.slice(root.length)}\n`).update(readFileSync(path));
  }
  for (const library of ['ajv', 'json-schema-to-typescript']) {
    hash.update(`${library} ${require(`${library}/package.json`).version}\n`);
  }
  return hash.digest('hex');
}

function isUpToDate(hash) {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8').trim() !== hash) return false;
  return outputs.every((name) => existsSync(join(generated, name)));
}

/** Writes by renaming, so that a process that reads at the same time sees the old file or the new one. */
function write(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

async function generate() {
  const { inlineSchema } = await import('./lib/inline-schema.mjs');
  const { emitPlanTypes } = await import('./lib/emit-plan-types.mjs');
  const { emitSchemaModule } = await import('./lib/emit-schema-module.mjs');
  const { emitValidator } = await import('./lib/emit-validator.mjs');

  const planSchema = JSON.parse(readFileSync(join(root, 'src', 'plan', 'plan.schema.json'), 'utf8'));
  const projectSchema = JSON.parse(readFileSync(join(root, 'src', 'project', 'project.schema.json'), 'utf8'));
  const configSchema = inlineSchema(join(root, 'src', 'config'), 'tsk.schema.json');

  mkdirSync(generated, { recursive: true });
  write(join(generated, 'plan-types.ts'), await emitPlanTypes(planSchema));
  write(join(generated, 'plan-schema.ts'), emitSchemaModule('planSchema', planSchema));
  write(join(generated, 'plan-validator.ts'), emitValidator('validatePlan', planSchema));
  write(join(generated, 'config-schema.ts'), emitSchemaModule('configSchema', configSchema));
  write(join(generated, 'config-validator.ts'), emitValidator('validateConfig', configSchema));
  write(join(generated, 'project-schema.ts'), emitSchemaModule('projectSchema', projectSchema));
  write(join(generated, 'project-validator.ts'), emitValidator('validateProject', projectSchema));
}

const hash = hashInputs();
if (!isUpToDate(hash)) {
  await generate();
  write(stamp, `${hash}\n`);
}
