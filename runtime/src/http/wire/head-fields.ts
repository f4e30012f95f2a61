import { type FieldName, findFieldName } from './field-names.ts';
import { latin1 } from './latin1.ts';

/** Most header fields that a head may have. */
const MAX_FIELDS = 100;

/**
 * The header fields of the head that was scanned last, as offsets into its bytes: columns of numbers that are written anew for
 * each head, so that reading one makes no object. Only the first `count` entries mean something.
 */
export class HeadFields {
  count = 0;
  readonly ids: Uint8Array = new Uint8Array(MAX_FIELDS);
  readonly nameStarts: Int32Array = new Int32Array(MAX_FIELDS);
  readonly nameEnds: Int32Array = new Int32Array(MAX_FIELDS);
  readonly valueStarts: Int32Array = new Int32Array(MAX_FIELDS);
  /** Without the blanks at the end of the line. */
  readonly valueEnds: Int32Array = new Int32Array(MAX_FIELDS);

  /** Takes in one more field; false where there are too many. */
  add(
    bytes: Uint8Array,
    nameStart: number,
    nameEnd: number,
    hash: number,
    valueStart: number,
    valueEnd: number,
  ): boolean {
    const index = this.count;
    if (index === MAX_FIELDS) return false;
    this.ids[index] = findFieldName(bytes, nameStart, nameEnd, hash);
    this.nameStarts[index] = nameStart;
    this.nameEnds[index] = nameEnd;
    this.valueStarts[index] = valueStart;
    this.valueEnds[index] = valueEnd;
    this.count = index + 1;
    return true;
  }

  /** How many fields have one of the known names. */
  countOf(id: FieldName): number {
    let found = 0;
    for (let index = 0; index < this.count; index += 1) if (this.ids[index] === id) found += 1;
    return found;
  }

  /** The index of the first field of a known name; -1 where there is none. */
  indexOf(id: FieldName): number {
    for (let index = 0; index < this.count; index += 1) if (this.ids[index] === id) return index;
    return -1;
  }

  /** The name of a field as it was written. */
  name(bytes: Uint8Array, index: number): string {
    return latin1(bytes, this.nameStarts[index] ?? 0, this.nameEnds[index] ?? 0);
  }

  /** The value of a field, one character for each byte. */
  value(bytes: Uint8Array, index: number): string {
    return latin1(bytes, this.valueStarts[index] ?? 0, this.valueEnds[index] ?? 0);
  }
}
