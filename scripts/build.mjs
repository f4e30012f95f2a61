/**
 * Builds everything: generated code, compiled packages with their types, and the bundles behind the commands.
 * With `--if-stale`, only when a source is newer than the last build.
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages, fail, findNode, root, run } from './toolchain.mjs';

const done = join(root, 'node_modules', '.tsk-built');

/** The commands and the demo service, each one file that needs no `node_modules`. */
const bundles = [
  { entry: 'compiler/src/cli/main.ts', out: 'compiler/dist/tsk-compile.js' },
  { entry: 'runtime/src/main.ts', out: 'runtime/dist/tsk-run.js' },
  { entry: 'runtime/src/demo/service.ts', out: 'runtime/dist/demo/service.js' },
];

/** Builds, unless `ifStale` and nothing has changed since the last build. */
export async function build({ ifStale = false } = {}) {
  ensurePackages();
  if (ifStale && !isStale()) return;
  console.error('Building …');
  await step(findNode(), ['schemas/scripts/generate.mjs']);
  await step('tsc', ['-b', 'compiler/src/cli', 'runtime']);
  await bundle();
  writeFileSync(done, '');
}

async function bundle() {
  const { build: esbuild } = await import('esbuild');
  for (const { entry, out } of bundles) {
    await esbuild({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: out,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'esm',
      conditions: ['@tsk/source'],
      // Some dependencies are CommonJS and call require(), which a module does not have.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      legalComments: 'eof',
      logLevel: 'warning',
    });
  }
}

async function step(command, args) {
  const code = await run(command, args);
  if (code !== 0) fail(`${command} ${args.join(' ')} failed.`);
}

function isStale() {
  const built = modified(done);
  const newest = (folder) =>
    Math.max(
      0,
      ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
        entry.isDirectory()
          ? entry.name === 'generated'
            ? 0
            : newest(join(folder, entry.name))
          : modified(join(folder, entry.name)),
      ),
    );
  const sources = ['parser/src', 'schemas/src', 'schemas/scripts', 'compiler/src', 'runtime/src', 'scripts'];
  return (
    bundles.some(({ out }) => modified(join(root, out)) === 0) ||
    sources.some((folder) => newest(join(root, folder)) > built)
  );
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ ifStale: process.argv.includes('--if-stale') });
}
