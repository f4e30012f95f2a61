import type { Member, Span, TableValue, TextEdit } from '@tsk/parser';
import { writeKey } from '../names/key-text.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** An edit of one document. */
export interface DocumentEdit {
  readonly document: SourceDocument;
  readonly edit: TextEdit;
}

/**
 * The edit that puts a setting where its table stands: behind the last value of the nearest table that is written in one of the
 * documents, or in a new table at the end of the first of them.
 */
export function insertSetting(
  documents: readonly SourceDocument[],
  path: readonly string[],
  value: string,
): DocumentEdit | undefined {
  const name = writeKey(path.at(-1) ?? '');
  for (const document of documents) {
    const table = findTable(document.document.root, path.slice(0, -1));
    const last = table === undefined ? undefined : lastValue(table);
    if (table !== undefined && last !== undefined) {
      return { document, edit: insertBehind(document, table, last, `${name} = ${value}`) };
    }
  }
  const [document] = documents;
  if (document === undefined) return undefined;
  const header = path.slice(0, -1).map(writeKey).join('.');
  const end = document.text.length;
  const gap = document.text.endsWith('\n') || end === 0 ? '\n' : '\n\n';
  return { document, edit: { span: { start: end, end }, newText: `${gap}[${header}]\n${name} = ${value}\n` } };
}

function findTable(root: TableValue, path: readonly string[]): TableValue | undefined {
  let table = root;
  for (const key of path) {
    const next = table.members.get(key)?.value;
    if (next?.kind !== 'table') return undefined;
    table = next;
  }
  return table;
}

/** The last member that is written in the table itself: behind one that is a table with a header of its own, another table would begin. */
function lastValue({ members }: TableValue): Member | undefined {
  const values = [...members.values()].filter(({ value }) => value.kind !== 'table' && value.kind !== 'invalid');
  return values.toSorted((left, right) => left.value.span.start - right.value.span.start).at(-1);
}

function insertBehind({ text }: SourceDocument, table: TableValue, { keySpan, value }: Member, line: string): TextEdit {
  const lineStart = text.lastIndexOf('\n', keySpan.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, keySpan.start))?.[0] ?? '';
  const isInline = text[table.span.start] === '{' && value.span.end < table.span.end;
  const isAlone = text.slice(lineStart, keySpan.start).trim() === '';
  const at = (offset: number): Span => ({ start: offset, end: offset });
  if (isInline || !isAlone) {
    return { span: at(value.span.end), newText: isAlone ? `,\n${indent}${line}` : `, ${line}` };
  }
  const lineEnd = text.indexOf('\n', value.span.end);
  return { span: at(lineEnd < 0 ? text.length : lineEnd), newText: `\n${indent}${line}` };
}
