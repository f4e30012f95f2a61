/**
 * Builds everything: generated code, compiled packages with their types, the bundles behind the commands, and the VS Code extension.
 * With `--if-stale`, only when a source is newer than the last build.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleExtension } from '../vscode-extension/scripts/bundle.mjs';
import { packageExtension } from '../vscode-extension/scripts/package.mjs';
import { bundleCommand } from './bundle-command.mjs';
import { ensurePackages, fail, findNode, root, run } from './toolchain.mjs';

const done = join(root, 'node_modules', '.tsk-built');

/** The command that people and pipelines start all the time; checking real files once leaves its code behind for every start. */
const command = {
  entry: 'compiler/src/cli/main.ts',
  launcher: 'compiler/src/cli/launch.ts',
  out: 'compiler/dist/tsk-compile.js',
  warmUp: ['check', 'examples/founding'],
};

/**
 * The other command, the demo service and the servers, which need no `node_modules`: each one file, and where `splits` is set beside it one for
 * each part that only some of its commands load, so that the others start without it.
 */
const bundles = [
  { entry: 'runtime/src/main.ts', out: 'runtime/dist/tsk-run.js' },
  { entry: 'runtime/src/demo/service.ts', out: 'runtime/dist/demo/service.js' },
  {
    entry: 'language-server/src/node/main.ts',
    out: 'language-server/dist/server.js',
    splits: true,
    options: { minify: true },
  },
  {
    entry: 'language-server/src/browser/main.ts',
    out: 'language-server/dist/server-web.js',
    options: { platform: 'browser', format: 'iife', target: 'es2024', minify: true, banner: {} },
  },
];

/** What the commands read beside their bundle: the rasterizer and the fonts of `preview --out x.png`. */
const assets = [
  { from: 'node_modules/@resvg/resvg-wasm/index_bg.wasm', to: 'compiler/dist/assets/resvg.wasm' },
  { from: 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf', to: 'compiler/dist/assets/DejaVuSans.ttf' },
  { from: 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf', to: 'compiler/dist/assets/DejaVuSans-Bold.ttf' },
];

/** Builds, unless `ifStale` and nothing has changed since the last build. */
export async function build({ ifStale = false } = {}) {
  ensurePackages();
  if (ifStale && !isStale()) return;
  console.error('Building …');
  await step(findNode(), ['schemas/scripts/generate.mjs']);
  await step(findNode(), ['compiler/scripts/generate-pages.mjs']);
  await step('tsc', [
    '-b',
    'compiler/src/cli',
    'runtime',
    'language-server',
    'language-server/src/node',
    'language-server/src/browser',
    'vscode-extension',
  ]);
  await bundle();
  copyAssets();
  await bundleExtension();
  await packageExtension();
  writeFileSync(done, '');
}

async function bundle() {
  await bundleCommand(command);
  const { build: esbuild } = await import('esbuild');
  for (const { entry, out, splits = false, options = {} } of bundles) {
    const name = basename(out, '.js');
    if (splits) removeParts(join(root, dirname(out)), name);
    await esbuild({
      absWorkingDir: root,
      entryPoints: { [name]: entry },
      outdir: dirname(out),
      splitting: splits,
      chunkNames: `${name}.[name]-[hash]`,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'esm',
      conditions: ['@tsk/source'],
      // Some dependencies are CommonJS and call require(), which a module does not have.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      // Modules rather than CommonJS where a package has both: only what is used of them stays.
      mainFields: ['module', 'main'],
      legalComments: 'eof',
      logLevel: 'warning',
      ...options,
    });
  }
}

/** The parts of earlier builds, which have other names where they have other contents. */
function removeParts(folder, name) {
  if (!existsSync(folder)) return;
  const parts = readdirSync(folder).filter((file) => file.startsWith(`${name}.`) && /-[A-Z0-9]{8}\.js$/.test(file));
  for (const part of parts) rmSync(join(folder, part));
}

function copyAssets() {
  for (const { from, to } of assets) {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    cpSync(join(root, from), join(root, to));
  }
}

async function step(command, args) {
  const code = await run(command, args);
  if (code !== 0) fail(`${command} ${args.join(' ')} failed.`);
}

/** Folders that a build writes. */
const written = ['generated', 'dist', 'node_modules'];

function isStale() {
  const built = modified(done);
  const newest = (folder) =>
    Math.max(
      0,
      ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
        entry.isDirectory()
          ? written.includes(entry.name)
            ? 0
            : newest(join(folder, entry.name))
          : modified(join(folder, entry.name)),
      ),
    );
  const sources = [
    'parser/src',
    'schemas/src',
    'schemas/scripts',
    'compiler/src',
    'compiler/scripts',
    'docs/diagnostics',
    'runtime/src',
    'language-server/src',
    'vscode-extension',
    'scripts',
  ];
  return (
    [command, ...bundles].some(({ out }) => modified(join(root, out)) === 0) ||
    sources.some((folder) => newest(join(root, folder)) > built)
  );
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ ifStale: process.argv.includes('--if-stale') });
}
