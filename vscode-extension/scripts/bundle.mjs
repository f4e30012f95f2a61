/**
 * The bundles of the extension: its two entries, the language server for a process and for a worker, the commands that it brings along,
 * and the page of the previews.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const extension = fileURLToPath(new URL('..', import.meta.url));
const dist = join(extension, 'dist');

/** What all bundles have in common: small, and built from the sources of the other packages. */
const common = {
  absWorkingDir: join(extension, '..'),
  bundle: true,
  minify: true,
  conditions: ['@tsk/source'],
  legalComments: 'eof',
  logLevel: 'warning',
};

/** Some dependencies are CommonJS and call require(), which a module does not have. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** The extension draws in its own page, and starts only check and build: what `tsk-compile preview` draws with stays out. */
const withoutCharts = {
  name: 'without-charts',
  setup({ onResolve }) {
    onResolve({ filter: /^@tsk\/runtime\/charts$/ }, ({ path, importer }) =>
      importer.includes(join('compiler', 'src', 'cli')) ? { path, external: true } : undefined,
    );
  },
};

/** Builds everything that `package.json` and the sources refer to below `dist/`. */
export async function bundleExtension() {
  const { build } = await import('esbuild');
  clear();
  const client = { ...common, external: ['vscode'], format: 'cjs', target: 'es2024' };
  await build({
    ...client,
    platform: 'node',
    entryPoints: ['vscode-extension/src/extension.ts'],
    outfile: join(dist, 'extension.cjs'),
  });
  await build({
    ...client,
    platform: 'browser',
    entryPoints: ['vscode-extension/src/extension-web.ts'],
    outfile: join(dist, 'web', 'extension.js'),
  });
  await build({
    ...common,
    platform: 'browser',
    target: 'es2024',
    format: 'iife',
    entryPoints: ['language-server/src/browser/main.ts'],
    outfile: join(dist, 'web', 'server.js'),
  });
  const program = {
    ...common,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    banner: { js: requireBanner },
  };
  // The server and the compiler share most of their code, and load parts of it only when they need them.
  await build({
    ...program,
    splitting: true,
    chunkNames: 'part-[hash]',
    entryPoints: { server: 'language-server/src/node/main.ts', 'tsk-compile': 'compiler/src/cli/main.ts' },
    external: ['@resvg/resvg-wasm'],
    plugins: [withoutCharts],
  });
  await build({ ...program, entryPoints: { 'tsk-run': 'runtime/src/main.ts' } });
  await build({
    ...common,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    entryPoints: ['runtime/src/demo/service.ts'],
    outfile: join(dist, 'demo', 'service.js'),
  });
  // The schema of `tsk.json`, which the manifest names for the editor's own JSON support.
  cpSync(join(extension, '..', 'schemas/src/project/project.schema.json'), join(dist, 'tsk.schema.json'));
  await bundlePreview(build);
}

/** Removes earlier bundles, whose parts have other names, and leaves what the compiler has written. */
function clear() {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) if (name !== 'types') rmSync(join(dist, name), { recursive: true });
}

async function bundlePreview(build) {
  const entry = 'vscode-extension/src/preview/webview/main.ts';
  if (!existsSync(join(extension, '..', entry))) return;
  await build({
    ...common,
    platform: 'browser',
    target: 'es2024',
    format: 'iife',
    entryPoints: [entry],
    outfile: join(dist, 'preview.js'),
  });
}
