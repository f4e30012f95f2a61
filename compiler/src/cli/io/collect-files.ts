import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { CliFailure, describeSystemError } from './cli-failure.ts';
import { type IsIgnored, ignoreNothing, readIgnoreRules } from './ignore-rules.ts';

/** The argument that stands for standard input. */
export const stdinArgument = '-';

/** How files are found. */
export interface CollectOptions {
  /** Whether folders and patterns pass over what `.gitignore` files name; true, if it is left out. */
  readonly ignore?: boolean;
}

/** A file that an argument names. */
export interface NamedFile {
  /** Relative to the working directory, with `/`; `-` for standard input. */
  readonly file: string;
  /** Whether the argument is the file itself, and not a folder or pattern that it was found by. */
  readonly isExplicit: boolean;
}

/** The files that the arguments name, as `collectNamed` finds them. */
export async function collectFiles(
  names: readonly string[],
  cwd: string,
  options: CollectOptions = {},
): Promise<readonly string[]> {
  return (await collectNamed(names, cwd, options)).map(({ file }) => file);
}

/**
 * The files that the arguments name: files as they are, folders with all `.tsk` files under them, patterns with what they
 * match, both without what `.gitignore` leaves out. Each comes once; those of one folder or pattern are sorted.
 */
export async function collectNamed(
  names: readonly string[],
  cwd: string,
  options: CollectOptions = {},
): Promise<readonly NamedFile[]> {
  const found = new Map<string, NamedFile>();
  for (const name of names) {
    for (const one of await expand(name, cwd, options)) {
      if (one.isExplicit || !found.has(one.file)) found.set(one.file, one);
    }
  }
  return [...found.values()];
}

async function expand(name: string, cwd: string, options: CollectOptions): Promise<readonly NamedFile[]> {
  if (name === stdinArgument) return [{ file: stdinArgument, isExplicit: true }];
  const found = await stat(resolve(cwd, name)).catch((error: unknown) => {
    if (describeSystemError(error) === 'it does not exist') return undefined;
    throw new CliFailure(`'${name}' cannot be read: ${describeSystemError(error)}.`);
  });
  if (found !== undefined && !found.isDirectory()) return [{ file: shownPath(name, cwd), isExplicit: true }];
  if (found === undefined && !isDynamicPattern(name)) throw new CliFailure(`There is no file or folder '${name}'.`);

  const folder = found === undefined ? cwd : resolve(cwd, name);
  const pattern = found === undefined ? name.replaceAll(sep, '/') : '**/*.tsk';
  const matches = await glob(pattern, { cwd: folder, ignore: never, dot: false, expandDirectories: false });
  const isIgnored = options.ignore === false ? ignoreNothing : readIgnoreRules(folder, cwd);
  const kept = matches.map((match) => resolve(folder, match)).filter((path) => !isIgnored(path));
  if (kept.length === 0) throw new CliFailure(describeNothing(name, found !== undefined, matches.length, isIgnored));
  return kept
    .map((path) => shownPath(path, cwd))
    .toSorted()
    .map((file) => ({ file, isExplicit: false }));
}

const never: string[] = ['**/node_modules/**', '**/.git/**'];

function describeNothing(name: string, isFolder: boolean, left: number, isIgnored: IsIgnored): string {
  const nothing = isFolder ? `The folder '${name}' has no .tsk files` : `No file matches '${name}'`;
  if (left > 0 && isIgnored !== ignoreNothing) {
    return `${nothing} but those that .gitignore leaves out (${left}); add --no-ignore to take them.`;
  }
  return isFolder ? `${nothing}; name a file, or a folder that has some.` : `${nothing}.`;
}

/** A path as diagnostics and the plan show it: relative to the working directory, with `/`. */
export function shownPath(path: string, cwd: string): string {
  return relative(cwd, resolve(cwd, path)).split(sep).join('/');
}
