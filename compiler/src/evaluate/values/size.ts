import type { Value } from '@tsk/parser';

/** What a value takes besides its text. */
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

/** Roughly the characters that a value takes besides those of its elements and members. */
export function ownSizeOf(value: Value): number {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string' ? value.value.length : 0;
    case 'array':
      return nodeCost * (value.elements.length + 1);
    case 'table':
      return nodeCost * (value.members.size + 1);
    default:
      return nodeCost;
  }
}
