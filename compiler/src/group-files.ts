import type { Document } from '@tsk/parser';
import { resolvePath } from './paths.ts';

/**
 * Sorts files into configurations: the files of one folder are one configuration, but for those that files of other
 * folders include, which belong to these alone. Groups come in the order of their first files, and so do their members.
 */
export function groupFiles(
  files: readonly string[],
  documentOf: (file: string) => Document | undefined,
): readonly (readonly string[])[] {
  const lent = new Set<string>();
  for (const file of files) {
    for (const { path } of documentOf(file)?.includes ?? []) {
      const target = resolvePath(file, path);
      if (folderOf(target) !== folderOf(file)) lent.add(target);
    }
  }
  const groups = new Map<string, string[]>();
  for (const file of new Set(files)) {
    // Where files of several folders include one another in a circle, each stays with its folder: none would be left otherwise.
    if (lent.has(file) && !isInCircle(file, documentOf)) continue;
    const folder = folderOf(file);
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [file]);
    else group.push(file);
  }
  return [...groups.values()];
}

/** Whether a file includes itself by way of others. */
function isInCircle(start: string, documentOf: (file: string) => Document | undefined): boolean {
  const reached = new Set<string>();
  const waiting = [start];
  for (const file of waiting) {
    for (const { path } of documentOf(file)?.includes ?? []) {
      const target = resolvePath(file, path);
      if (target === start) return true;
      if (!reached.has(target)) waiting.push(target);
      reached.add(target);
    }
  }
  return false;
}

function folderOf(file: string): string {
  return resolvePath(file, '.');
}
