import type { Place, ScalarValue, Value } from '@tsk/parser';
import { unreachable } from '../unreachable.ts';

/** What a value is called in a message: "the text "a"", "the number 3", "a table". */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return describeScalar(value.value);
    case 'quantity':
      return `the quantity ${value.text}`;
    case 'range':
      return `the range ${value.text}`;
    case 'datetime':
      return `the date ${value.text}`;
    case 'array':
      return 'an array';
    case 'table':
      return 'a table';
    case 'expression':
    case 'deferred':
      return value.text;
    case 'invalid':
      return 'an invalid value';
    default:
      return unreachable(value);
  }
}

function describeScalar(value: string | number | boolean | null): string {
  if (value === null) return 'null';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

/** The text that a value has inside a string; undefined where it has none. */
export function textOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return value.value === null ? '' : String(value.value);
    case 'quantity':
    case 'range':
    case 'datetime':
      return value.text;
    default:
      return undefined;
  }
}

/** A scalar at a place. */
export function makeScalar(value: string | number | boolean | null, { file, span }: Place): ScalarValue {
  return { kind: 'scalar', value, file, span };
}

/** The value as it stands at the place that refers to it. Expressions keep their identity, and so their finding. */
export function moveValue(value: Value, { file, span }: Place): Value {
  return value.kind === 'expression' ? value : { ...value, file, span };
}

const nodeCost = 32;
const sizes = new WeakMap<Value, number>();

/** Roughly the characters that a value takes when it is written out; shared parts count each time they appear. */
export function sizeOf(value: Value): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = nodeCost;
  if (value.kind === 'scalar' && typeof value.value === 'string') size += value.value.length;
  if (value.kind === 'array') for (const element of value.elements) size += sizeOf(element);
  if (value.kind === 'table')
    for (const { key, value: inner } of value.members.values()) size += key.length + sizeOf(inner);
  sizes.set(value, size);
  return size;
}
