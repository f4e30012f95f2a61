import type { ArrayValue, TableValue, Value } from '@tsk/parser';
import { unreachable } from '../../unreachable.ts';
import { compareMeasures, measure } from './measure.ts';

/** True where two values are the same: by number and unit, by text, and member by member. */
export function areEqual(left: Value, right: Value): boolean {
  const [a, b] = [measure(left), measure(right)];
  if (a !== undefined && b !== undefined) return compareMeasures(a, b) === 0;
  switch (left.kind) {
    case 'scalar':
      return right.kind === 'scalar' && left.value === right.value;
    case 'datetime':
    case 'range':
      return right.kind === left.kind && right.text === left.text;
    case 'array':
      return right.kind === 'array' && haveEqualElements(left, right);
    case 'table':
      return right.kind === 'table' && haveEqualMembers(left, right);
    case 'deferred':
      return right.kind === 'deferred' && left.name === right.name && left.defaultValue === right.defaultValue;
    case 'quantity':
    case 'expression':
    case 'invalid':
      return false;
    default:
      return unreachable(left);
  }
}

function haveEqualElements(left: ArrayValue, right: ArrayValue): boolean {
  if (left.elements.length !== right.elements.length) return false;
  return left.elements.every((element, index) => {
    const other = right.elements[index];
    return other !== undefined && areEqual(element, other);
  });
}

function haveEqualMembers(left: TableValue, right: TableValue): boolean {
  if (left.members.size !== right.members.size) return false;
  return [...left.members].every(([key, { value }]) => {
    const other = right.members.get(key)?.value;
    return other !== undefined && areEqual(value, other);
  });
}
