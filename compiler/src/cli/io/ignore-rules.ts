import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Whether a file, given by its absolute path, is one that its project leaves out. */
export type IsIgnored = (path: string) => boolean;

/** Leaves nothing out. */
export const ignoreNothing: IsIgnored = () => false;

/**
 * Reads the `.gitignore` files from the root of the repository that `start` is in down to each file, as git does (without
 * a repository, from `cwd` where `start` is in it): the nearest file that has a say counts, and in an ignored folder nothing is found again.
 * Each file is read once.
 */
export function readIgnoreRules(start: string, cwd: string): IsIgnored {
  const root = findRepository(start) ?? (isBelow(start, cwd) ? cwd : start);
  const files = new Map<string, Ignore | undefined>();
  const folders = new Map<string, boolean>();

  function rulesOf(folder: string): Ignore | undefined {
    if (!files.has(folder)) files.set(folder, readRules(join(folder, '.gitignore')));
    return files.get(folder);
  }

  function decide(path: string, isFolder: boolean): boolean {
    if (path === root || !isBelow(path, root)) return false;
    const parent = dirname(path);
    if (isIgnoredFolder(parent)) return true;
    for (let folder = parent; ; folder = dirname(folder)) {
      const name = relative(folder, path).split(sep).join('/');
      const said = rulesOf(folder)?.test(isFolder ? `${name}/` : name);
      if (said?.ignored === true) return true;
      if (said?.unignored === true || folder === root) return false;
    }
  }

  function isIgnoredFolder(folder: string): boolean {
    const known = folders.get(folder) ?? decide(folder, true);
    folders.set(folder, known);
    return known;
  }

  return (path) => decide(path, false);
}

function readRules(path: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(path, 'utf8'));
  } catch {
    // A file that is not there, or cannot be read, has no say.
    return undefined;
  }
}

function findRepository(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
