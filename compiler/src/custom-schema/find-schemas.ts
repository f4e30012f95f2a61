import type { Document, Place } from '@tsk/parser';
import { resolvePath } from '../paths.ts';

/** A file that should be a JSON Schema, and what asks for it. */
export interface WantedSchema {
  readonly path: string;
  /** The `#:schema` comment, or the beginning of a file that is associated with the schema elsewhere. */
  readonly from: Place;
}

/** The schemas of a document: that of its `#:schema` comment, and those that it is associated with. */
export function findSchemas(
  document: Document,
  text: string,
  associated: readonly string[] = [],
): readonly WantedSchema[] {
  const { file } = document;
  const comment = findComment(text);
  const start: Place = { file, span: { start: 0, end: 0 } };
  const own =
    comment === undefined ? [] : [{ path: resolvePath(file, comment.path), from: { file, span: comment.span } }];
  return [...own, ...associated.map((path) => ({ path, from: start }))];
}

/** The path in `#:schema path`, above the first statement. */
function findComment(text: string): { readonly path: string; readonly span: Place['span'] } | undefined {
  let start = 0;
  for (const line of text.split('\n', 50)) {
    const match = /^([\s\uFEFF]*#:schema\s+)(\S+)/.exec(line);
    const [, before = '', path] = match ?? [];
    if (path !== undefined)
      return { path, span: { start: start + before.length, end: start + before.length + path.length } };
    if (!/^[\s\uFEFF]*(#|$)/.test(line)) return undefined;
    start += line.length + 1;
  }
  return undefined;
}
