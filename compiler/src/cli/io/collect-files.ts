import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { CliFailure, describeSystemError } from './cli-failure.ts';

/** The argument that stands for standard input. */
export const stdinArgument = '-';

/**
 * The files that the arguments name: files as they are, folders with all `.tsk` files under them, patterns with what they
 * match. Each comes once, as a path relative to `cwd` with `/`; those of one folder or pattern are sorted.
 */
export async function collectFiles(names: readonly string[], cwd: string): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const name of names) {
    for (const file of await expand(name, cwd)) files.add(file);
  }
  return [...files];
}

async function expand(name: string, cwd: string): Promise<readonly string[]> {
  if (name === stdinArgument) return [stdinArgument];
  const found = await stat(resolve(cwd, name)).catch((error: unknown) => {
    if (describeSystemError(error) === 'it does not exist') return undefined;
    throw new CliFailure(`'${name}' cannot be read: ${describeSystemError(error)}.`);
  });
  if (found?.isDirectory()) return expandFolder(name, cwd);
  if (found !== undefined) return [shownPath(name, cwd)];
  if (!isDynamicPattern(name)) throw new CliFailure(`There is no file or folder '${name}'.`);

  const matches = await glob(name.replaceAll(sep, '/'), { cwd, ignore: ignored, dot: false, expandDirectories: false });
  if (matches.length === 0) throw new CliFailure(`No file matches '${name}'.`);
  return matches.map((match) => shownPath(match, cwd)).toSorted();
}

const ignored: string[] = ['**/node_modules/**', '**/.git/**'];

async function expandFolder(name: string, cwd: string): Promise<readonly string[]> {
  const folder = resolve(cwd, name);
  const matches = await glob('**/*.tsk', { cwd: folder, ignore: ignored });
  if (matches.length === 0) {
    throw new CliFailure(`The folder '${name}' has no .tsk files; name a file, or a folder that has some.`);
  }
  return matches.map((match) => shownPath(resolve(folder, match), cwd)).toSorted();
}

/** A path as diagnostics and the plan show it: relative to the working directory, with `/`. */
export function shownPath(path: string, cwd: string): string {
  return relative(cwd, resolve(cwd, path)).split(sep).join('/');
}
