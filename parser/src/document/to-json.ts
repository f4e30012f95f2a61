import type { Value } from './value.ts';

/** What `toJson` gives: JSON data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The JSON form of a value: a quantity and a date as their text, a range as `{ "$range": [from, to] }`, what is not evaluated as
 * `{ "$expr": source }`, what could not be read as null. Objects keep the order of the members, and no key has a special meaning.
 */
export function toJson(value: Value): Json {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'quantity':
    case 'datetime':
      return value.text;
    case 'range':
      return { $range: [value.from, value.to] };
    case 'array':
      return value.elements.map(toJson);
    case 'table': {
      const object: Record<string, Json> = {};
      for (const { key, value: member } of value.members.values()) {
        if (key === '__proto__')
          Object.defineProperty(object, key, {
            value: toJson(member),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        else object[key] = toJson(member);
      }
      return object;
    }
    case 'expression':
    case 'deferred':
      return { $expr: value.text };
    case 'invalid':
      return null;
    default:
      return unreachable(value);
  }
}

function unreachable(value: never): never {
  throw new Error(`a value of an unknown kind: ${JSON.stringify(value)}`);
}
