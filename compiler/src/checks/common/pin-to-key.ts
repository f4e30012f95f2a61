import type { Diagnostic, Document, Place, Span, TableValue } from '@tsk/parser';

/**
 * Moves findings about a table that is written over several lines to its key: an editor underlines what a finding is at, and
 * a block underlined whole says nothing about where to look.
 */
export function pinToKey(
  found: readonly Diagnostic[],
  documents: ReadonlyMap<string, Document>,
): readonly Diagnostic[] {
  return found.map((finding) => {
    const related = finding.related?.map((place) => ({ ...place, span: pinned(place, documents) }));
    const moved = { ...finding, span: pinned(finding, documents) };
    return related === undefined ? moved : { ...moved, related };
  });
}

function pinned({ file, span }: Place, documents: ReadonlyMap<string, Document>): Span {
  const document = documents.get(file);
  if (document === undefined || !isOverLines(document, span)) return span;
  return findKey(document.root, file, span) ?? span;
}

function isOverLines({ lines }: Document, { start, end }: Span): boolean {
  return lines.positionAt(start).line !== lines.positionAt(end).line;
}

/** The key whose value stands at a span. */
function findKey(table: TableValue, file: string, span: Span): Span | undefined {
  for (const { keySpan, value, file: own } of table.members.values()) {
    if (own === file && value.span.start === span.start && value.span.end === span.end) return keySpan;
    const inner = value.kind === 'table' ? findKey(value, file, span) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
