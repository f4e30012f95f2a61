import type { Span, TableValue } from '@tsk/parser';
import type { SourceDocument } from '../../workspace/source-document.ts';

/**
 * Whether all that a table of the document holds is written within a span, so that it can be written in another way. Not so
 * where it has a head above, or is opened in several places.
 */
export function isWhole({ document }: SourceDocument, path: readonly string[], span: Span): boolean {
  const table = findTable(document.root, path);
  return table !== undefined && holdsAll(table, span);
}

/** The table of a path in a document. */
export function findTable(root: TableValue, path: readonly string[]): TableValue | undefined {
  let table = root;
  for (const key of path) {
    const value = table.members.get(key)?.value;
    if (value?.kind !== 'table') return undefined;
    table = value;
  }
  return table;
}

function holdsAll({ members }: TableValue, span: Span): boolean {
  return members
    .values()
    .every(
      ({ keySpan, value }) =>
        span.start <= keySpan.start && keySpan.end <= span.end && (value.kind !== 'table' || holdsAll(value, span)),
    );
}
