import type { Value } from '@tsk/parser';
import { unreachable } from '../../unreachable.ts';

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

/** The text that a value has inside a string, null being none; undefined where it has none. */
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

/** The text of a value that is a text. */
export function asText(value: Value): string | undefined {
  return value.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** The number of a value that is a number without a unit. */
export function asNumber(value: Value): number | undefined {
  return value.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}

/** The truth of a value that is true or false. */
export function asBoolean(value: Value): boolean | undefined {
  return value.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** True for null. */
export function isNull(value: Value): boolean {
  return value.kind === 'scalar' && value.value === null;
}
