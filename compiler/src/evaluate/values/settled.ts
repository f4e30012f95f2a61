import type { Value } from '@tsk/parser';

/** The first part of a value, or the value itself, that could not be made, is left open, or is for the runtime to look up. */
export function findUnsettled(value: Value): Value | undefined {
  switch (value.kind) {
    case 'invalid':
    case 'expression':
    case 'deferred':
      return value;
    case 'array':
      return findFirst(value.elements);
    case 'table':
      return findFirst([...value.members.values()].map((member) => member.value));
    default:
      return undefined;
  }
}

function findFirst(values: readonly Value[]): Value | undefined {
  for (const value of values) {
    const found = findUnsettled(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
