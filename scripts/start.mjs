/**
 * `npm start`: sets itself up, compiles the founding documents as they are, and runs the plan with the bundled demo service.
 * Everything after `--` goes to tsk-run: `npm start -- --demo 20`, `npm start -- --port 8443`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findNode, root, run } from './toolchain.mjs';

await build({ ifStale: true });
mkdirSync(join(root, '.tsk'), { recursive: true });

const node = findNode();
const plan = join('.tsk', 'plan.json');
const compiled = await run(node, ['compiler/bin/tsk-compile.js', 'examples/founding', '-o', plan]);
process.exitCode =
  compiled === 0 ? await run(node, ['runtime/bin/tsk-run.js', plan, '--dev', ...process.argv.slice(2)]) : compiled;
