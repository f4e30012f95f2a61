import { groupFiles } from '@tsk/compiler';
import type { SourceDocument } from './source-document.ts';

/** Which files make a configuration together, and which configurations a file has a part in. */
export interface Grouping {
  readonly groups: readonly (readonly string[])[];
  /** The groups of a file: its own, or those whose files include it. */
  readonly ownersOf: (path: string) => readonly (readonly string[])[];
}

/** The paths that a file includes, as they are written. A text without such a word is not parsed for it. */
export function includesOf(document: SourceDocument | undefined): readonly string[] {
  if (document === undefined || !/@(?:include|import|inherit|extends)\b/.test(document.text)) return [];
  return document.document.includes.map(({ path }) => path);
}

/**
 * Groups the files of a workspace. `alone` are those that belong to no folder: each is a configuration of its own.
 * `resolve` gives the path that an include leads to.
 */
export function makeGrouping(
  files: readonly string[],
  alone: readonly string[],
  find: (path: string) => SourceDocument | undefined,
  resolve: (file: string, include: string) => string,
): Grouping {
  const documentOf = (file: string): SourceDocument['document'] | undefined => {
    const document = find(file);
    return includesOf(document).length === 0 ? undefined : document?.document;
  };
  const groups = [...groupFiles(files, documentOf), ...alone.map((file) => [file])];
  const owners = new Map<string, (readonly string[])[]>();
  for (const group of groups) {
    const reached = new Set(group);
    for (const file of reached) {
      owners.set(file, [...(owners.get(file) ?? []), group]);
      for (const include of includesOf(find(file))) reached.add(resolve(file, include));
    }
  }
  return { groups, ownersOf: (path) => owners.get(path) ?? [] };
}
