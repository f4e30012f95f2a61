import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CliFailure, describeSystemError } from './cli-failure.ts';
import { type IsIgnored, ignoreNothing, readIgnoreRules } from './ignore-rules.ts';
import { walkFolder } from './walk-folder.ts';

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
  const kind = kindOf(name, cwd);
  if (kind === 'file') return [{ file: shownPath(name, cwd), isExplicit: true }];

  const folder = kind === 'folder' ? resolve(cwd, name) : cwd;
  const matches = kind === 'folder' ? walkFolder(folder) : await matchPattern(name, cwd);
  const isIgnored = options.ignore === false ? ignoreNothing : readIgnoreRules(folder, cwd);
  const kept = matches.filter((path) => !isIgnored(path));
  if (kept.length === 0) throw new CliFailure(describeNothing(name, kind === 'folder', matches.length, isIgnored));
  return kept
    .map((path) => shownPath(path, cwd))
    .toSorted()
    .map((file) => ({ file, isExplicit: false }));
}

/** What an argument names; `nothing` may be a pattern. */
function kindOf(name: string, cwd: string): 'file' | 'folder' | 'nothing' {
  try {
    return statSync(resolve(cwd, name)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (describeSystemError(error) === 'it does not exist') return 'nothing';
    throw new CliFailure(`'${name}' cannot be read: ${describeSystemError(error)}.`);
  }
}

/** The files that match a pattern, by their absolute paths. */
async function matchPattern(name: string, cwd: string): Promise<readonly string[]> {
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(name)) throw new CliFailure(`There is no file or folder '${name}'.`);
  const pattern = name.replaceAll(sep, '/');
  const matches = await glob(pattern, { cwd, ignore: never, dot: false, expandDirectories: false });
  return matches.map((match) => resolve(cwd, match));
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
