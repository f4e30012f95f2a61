import type { Document } from '@tsk/parser';
import { resolvePath } from '../../paths.ts';

/** The files that other files of the configuration include. */
export function listIncluded(documents: ReadonlyMap<string, Document>): ReadonlySet<string> {
  return new Set(
    [...documents.values()].flatMap(({ includes }) => includes.map(({ file, path }) => resolvePath(file, path))),
  );
}
