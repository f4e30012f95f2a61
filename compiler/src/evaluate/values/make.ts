import type { ArrayValue, Json, Member, Place, ScalarValue, TableValue, Value } from '@tsk/parser';

/** How deep data that is read from a text may nest. */
const maxDepth = 100;

/** A scalar at a place. */
export function makeScalar(value: string | number | boolean | null, { file, span }: Place): ScalarValue {
  return { kind: 'scalar', value, file, span };
}

/** An array at a place. */
export function makeArray(elements: readonly Value[], { file, span }: Place): ArrayValue {
  return { kind: 'array', elements, file, span };
}

/** A table at a place, which is also that of its keys. Of a key that comes twice, the last value counts. */
export function makeTable(entries: Iterable<readonly [key: string, value: Value]>, { file, span }: Place): TableValue {
  const members = new Map<string, Member>();
  for (const [key, value] of entries) members.set(key, { key, keySpan: span, file, value });
  return { kind: 'table', members, file, span };
}

/** The value as it stands at the place that refers to it. Expressions keep their identity, and so their finding. */
export function moveValue(value: Value, { file, span }: Place): Value {
  return value.kind === 'expression' ? value : { ...value, file, span };
}

/** JSON data as a value at a place; undefined where it nests too deep, or has a number that is not finite. */
export function fromJson(json: Json, place: Place, depth = 0): Value | undefined {
  if (depth > maxDepth) return undefined;
  if (typeof json === 'number' && !Number.isFinite(json)) return undefined;
  if (typeof json !== 'object' || json === null) return makeScalar(json, place);
  if (isList(json)) {
    const elements = json.map((element) => fromJson(element, place, depth + 1));
    return elements.every((element) => element !== undefined) ? makeArray(elements, place) : undefined;
  }
  const entries: [string, Value][] = [];
  for (const [key, inner] of Object.entries(json)) {
    const value = fromJson(inner, place, depth + 1);
    if (value === undefined) return undefined;
    entries.push([key, value]);
  }
  return makeTable(entries, place);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
