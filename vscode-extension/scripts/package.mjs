/** Packs the extension into `dist/tsk.vsix`. The bundles have to be there: `npm run build` makes both. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const extension = fileURLToPath(new URL('..', import.meta.url));

/** Everything that is packed; what is not named here stays out. */
const packed = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'package.nls.json',
  'package.nls.de.json',
  'language-configuration.json',
  'syntaxes',
  'snippets',
  'media',
  'walkthrough',
  'l10n',
  'dist',
];

/** Packs the extension and returns the path of the package. */
export async function packageExtension(out = join(extension, 'dist', 'tsk.vsix')) {
  const { createVSIX } = await import('@vscode/vsce');
  const staged = mkdtempSync(join(tmpdir(), 'tsk-vsix-'));
  try {
    stage(staged);
    rmSync(out, { force: true });
    await createVSIX({
      cwd: staged,
      packagePath: out,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    return out;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Lays out what is packed in a folder, as VS Code will have it. */
export function stage(folder) {
  for (const name of packed) {
    const from = join(extension, name);
    if (!existsSync(from)) throw new Error(`${from} is missing; run npm run build.`);
    cpSync(from, join(folder, name), { recursive: true, filter: (path) => isPacked(path) });
  }
  const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
  // What concerns the sources: their modules, their dependencies, and that no npm registry gets them.
  for (const key of ['type', 'private', 'scripts', 'devDependencies']) delete manifest[key];
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function isPacked(path) {
  const types = join(extension, 'dist', 'types');
  return !path.endsWith('.vsix') && path !== types && dirname(path) !== types;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await packageExtension());
