import type { Document, Value } from '@tsk/parser';
import { isHead } from './heads.ts';

const cache = new WeakMap<Document, ReadonlySet<number>>();

/**
 * Whether the value that starts at an offset is the value of its key: not one that a later line overrides, nor the head of a
 * table, which has to be written out.
 */
export function isLive(document: Document, start: number): boolean {
  let known = cache.get(document);
  if (known === undefined) {
    known = new Set(listStarts(document.root));
    cache.set(document, known);
  }
  return known.has(start) && !isHead(document, start);
}

function* listStarts(value: Value): Generator<number> {
  if (value.kind === 'table') for (const member of value.members.values()) yield* listStarts(member.value);
  else yield value.span.start;
  if (value.kind === 'array') for (const element of value.elements) yield* listStarts(element);
}
