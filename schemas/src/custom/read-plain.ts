import type { Place, TableValue, Value } from '@tsk/parser';
import { joinPointer } from '../base/pointer.ts';

/** Values nest no deeper than this in a text; what is made to is passed over. */
const deepest = 200;

/** What stands at one pointer of plain data. */
export interface PlainPlace {
  readonly path: readonly (string | number)[];
  readonly value: Value;
  readonly key: Place;
}

/** A document as JSON, as a schema of the user's sees it, and where each part was written. */
export interface PlainReading {
  readonly instance: unknown;
  readonly places: ReadonlyMap<string, PlainPlace>;
  /** Pointers of values that are not known: not evaluated, left to the runtime, or already reported. */
  readonly holes: readonly string[];
}

/** Turns values into JSON: a quantity, range or date is its text. */
export function readPlain(root: TableValue): PlainReading {
  const places = new Map<string, PlainPlace>();
  const holes: string[] = [];

  const read = (at: PlainPlace, pointer: string): unknown => {
    const { value, path } = at;
    places.set(pointer, at);
    switch (value.kind) {
      case 'scalar':
        return value.value;
      case 'quantity':
      case 'range':
      case 'datetime':
        return value.text;
      case 'expression':
      case 'deferred':
      case 'invalid':
        holes.push(pointer);
        return null;
      case 'array':
      case 'table':
        if (path.length < deepest) return readMembers(value, path, pointer);
        holes.push(pointer);
        return null;
    }
  };

  const readMembers = (
    value: Extract<Value, { kind: 'array' | 'table' }>,
    path: PlainPlace['path'],
    pointer: string,
  ): unknown => {
    if (value.kind === 'array') {
      return value.elements.map((element, index) =>
        read({ path: [...path, index], value: element, key: element }, joinPointer(pointer, index)),
      );
    }
    const table: Record<string, unknown> = Object.create(null);
    for (const [name, member] of value.members) {
      const key = { file: member.file, span: member.keySpan };
      table[name] = read({ path: [...path, name], value: member.value, key }, joinPointer(pointer, name));
    }
    return table;
  };

  return { instance: read({ path: [], value: root, key: root }, ''), places, holes };
}
