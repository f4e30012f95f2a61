/**
 * Bundles a command that is started often and has to start fast: CommonJS parts, of which each command loads what it needs,
 * and a launcher that loads them together with the code that V8 made of them.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, findNode, root, run } from './toolchain.mjs';

const common = {
  target: 'node22',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'eof',
  logLevel: 'warning',
};

/** commander loads what starts other programs, which our commands do not have, and which takes long to load. */
const lazyChildProcess = {
  name: 'lazy-child-process',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'lazy' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: "export default { spawn: (...args) => process.getBuiltinModule('node:child_process').spawn(...args) };",
    }));
  },
};

/** Writes `out`, the launcher, and the parts of `entry` into the folder `parts` beside it; then runs it with `warmUp`. */
export async function bundleCommand({ entry, launcher, out, warmUp }) {
  const esbuild = await import('esbuild');
  const folder = join(root, dirname(out), 'parts');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = await esbuild.build({
    ...common,
    absWorkingDir: root,
    entryPoints: { main: entry },
    outdir: folder,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    conditions: ['@tsk/source'],
    outExtension: { '.js': '.cjs' },
    plugins: [lazyChildProcess],
  });
  // Only modules can be split; what is split becomes CommonJS, whose parts can be loaded with their code.
  for (const { path, text } of outputFiles) {
    const { code } = await esbuild.transform(text, {
      ...common,
      platform: 'node',
      format: 'cjs',
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': 'moduleUrl' },
      banner: text.includes('import.meta.url') ? urlOfLauncher(basename(out)) : '',
    });
    if (/[^\0-\xff]/.test(code)) fail(`${basename(path)} has characters that the launcher does not read.`);
    writeFileSync(path, `(function (exports, require, module, __filename, __dirname) {${code}})`, 'latin1');
  }
  const [mainPart] = readdirSync(folder).filter((name) => /^main-[A-Z0-9]+\.cjs$/.test(name));
  await esbuild.build({
    ...common,
    absWorkingDir: root,
    entryPoints: [launcher],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    define: { mainPart: JSON.stringify(`./${mainPart}`) },
  });
  // Findings are no failure here: what counts is the code that this run leaves in the cache.
  await run(findNode(), [join(root, out), ...warmUp], { stdio: 'ignore' });
}

/** Files that a part looks for beside itself are beside the launcher. */
function urlOfLauncher(name) {
  return `const moduleUrl = require('node:url').pathToFileURL(require('node:path').join(__dirname, '..', '${name}')).href;`;
}
