import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isDynamicPattern } from 'tinyglobby';
import { readIgnoreRules } from '../io/ignore-rules.ts';

/** More folders than this are not watched: the system has limits, and whoever names a whole disk did not mean it. */
const mostFolders = 4096;

/**
 * The folders in which a change may concern a command: those of the files that it read, and those that its arguments lead
 * through, in which a new file would be found. Absolute paths.
 */
export async function watchedFolders(
  names: readonly string[],
  files: readonly string[],
  cwd: string,
): Promise<ReadonlySet<string>> {
  const folders = new Set(files.map((file) => dirname(resolve(cwd, file))));
  for (const name of names) await addArgument(folders, name, cwd);
  return folders;
}

async function addArgument(folders: Set<string>, name: string, cwd: string): Promise<void> {
  const path = resolve(cwd, isDynamicPattern(name) ? fixedPart(name) : name);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) await addTree(folders, path, cwd);
  else folders.add(dirname(path));
}

/** The folder that a pattern starts from: what stands before its first special character. */
function fixedPart(pattern: string): string {
  const segments = pattern.split('/');
  const fixed = segments.findIndex((segment) => isDynamicPattern(segment));
  return segments.slice(0, fixed).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

async function addTree(folders: Set<string>, root: string, cwd: string): Promise<void> {
  const isIgnored = readIgnoreRules(root, cwd);
  const waiting = [root];
  for (const folder of waiting) {
    if (folders.size >= mostFolders) return;
    folders.add(folder);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const isPassed = entry.name.startsWith('.') || entry.name === 'node_modules' || isIgnored(join(path, 'x'));
      if (entry.isDirectory() && !isPassed) waiting.push(path);
    }
  }
}
