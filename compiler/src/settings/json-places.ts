import { type Member, type Place, parseDocument, type TableValue, type Value } from '@tsk/parser';

/** The place of a value in a JSON text, or of the key that it stands under. */
export type JsonPlaces = (path: readonly string[], what: 'key' | 'value') => Place;

/**
 * Finds places in a JSON text. JSON is also a `.tsk` document, whose values know where they stand. A path that is not there leads
 * to the nearest value around it.
 */
export function placesInJson(text: string, file: string): JsonPlaces {
  const { root } = parseDocument(text, { file });
  const start = { file, span: { start: 0, end: 0 } };
  return (path, what) => find(root, path, what, start);
}

function find(root: TableValue, path: readonly string[], what: 'key' | 'value', start: Place): Place {
  let value: Value = root;
  let place = start;
  for (const [index, segment] of path.entries()) {
    if (value.kind === 'array') {
      const element: Value | undefined = value.elements[Number(segment)];
      if (element === undefined) return place;
      value = element;
      place = { file: value.file, span: value.span };
      continue;
    }
    const member: Member | undefined = value.kind === 'table' ? value.members.get(segment) : undefined;
    if (member === undefined) return place;
    value = member.value;
    const span = what === 'key' && index === path.length - 1 ? member.keySpan : value.span;
    place = { file: value.file, span };
  }
  return place;
}
