import type { Document, Span, TableValue } from '@tsk/parser';

/** A value that is written above a table of its name, as `ssl = true` above `[server.ssl]`, and belongs to that. */
export interface Head {
  /** The key as it is written above. */
  readonly keySpan: Span;
  /** The value. */
  readonly span: Span;
  readonly table: TableValue;
}

const cache = new WeakMap<Document, readonly Head[]>();

/** The heads in a document: they have to be written out, where they are. */
export function listHeads(document: Document): readonly Head[] {
  const known = cache.get(document);
  if (known !== undefined) return known;
  const found = [...findHeads(document.root, document.tree.text)];
  cache.set(document, found);
  return found;
}

function* findHeads(table: TableValue, text: string): Generator<Head> {
  for (const { key, keySpan, value } of table.members.values()) {
    const written = text.slice(keySpan.start, keySpan.end).replace(/^(["'])(.*)\1$/, '$2');
    const isHead = (key === 'enabled' || key === '$value') && written !== key;
    if (isHead) yield { keySpan, span: value.span, table };
    else if (value.kind === 'table') yield* findHeads(value, text);
  }
}

/** Whether the value that starts at an offset is a head. */
export function isHead(document: Document, start: number): boolean {
  return listHeads(document).some(({ span }) => span.start === start);
}
