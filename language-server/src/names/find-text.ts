import type { Span, TableValue, Value } from '@tsk/parser';
import type { SourceDocument } from '../workspace/source-document.ts';

/** A value with the path of its key in its file. */
export interface FoundValue {
  readonly path: readonly string[];
  readonly value: Value;
}

/** The innermost value of a document's data at an offset, that has no values in it. */
export function findValueAt({ document }: SourceDocument, offset: number): FoundValue | undefined {
  return findInTable(document.root, offset, []);
}

/** The text at an offset that is a whole value, with the path of its key. */
export function findTextAt(
  document: SourceDocument,
  offset: number,
): { readonly path: readonly string[]; readonly text: string; readonly span: Span } | undefined {
  const found = findValueAt(document, offset);
  if (found?.value.kind !== 'scalar' || typeof found.value.value !== 'string') return undefined;
  return { path: found.path, text: found.value.value, span: found.value.span };
}

function findInTable(table: TableValue, offset: number, path: readonly string[]): FoundValue | undefined {
  // The members of a table may stand anywhere: sections are opened again, and keys have dots.
  for (const { key, value } of table.members.values()) {
    const found = findIn(value, offset, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findIn(value: Value, offset: number, path: readonly string[]): FoundValue | undefined {
  if (value.kind === 'table') return findInTable(value, offset, path);
  if (offset < value.span.start || value.span.end < offset) return undefined;
  if (value.kind !== 'array') return { path, value };
  for (const [index, element] of value.elements.entries()) {
    const found = findIn(element, offset, [...path, String(index)]);
    if (found !== undefined) return found;
  }
  return undefined;
}
