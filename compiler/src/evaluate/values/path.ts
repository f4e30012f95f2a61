import type { Value } from '@tsk/parser';

/** Characters that a path may have. */
const maxPath = 200;

/** The segments of a path into a value: `a.b[0]`, or with the root of a JSON path, `$.a.b[0]`. Undefined where it is none. */
export function readPath(path: string): readonly string[] | undefined {
  if (path.length > maxPath) return undefined;
  const body = path.replace(/^\$\.?(?=.|$)/, '');
  if (body === '') return [];
  if (!/^(?:[^.[\]]+|\[\d+\])(?:\.[^.[\]]+|\[\d+\])*$/.test(body)) return undefined;
  return body.split(/[.[\]]+/).filter((segment) => segment !== '');
}

/** The value at a path: members by name, elements by index, from the end where it is negative. Undefined where there is none. */
export function findByPath(value: Value, path: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const segment of path) at = at === undefined ? undefined : findMember(at, segment);
  return at;
}

/** A member of a table by its name, or an element of an array by its index. */
function findMember(value: Value, name: string): Value | undefined {
  if (value.kind === 'table') return value.members.get(name)?.value;
  return value.kind === 'array' && /^-?\d+$/.test(name) ? value.elements.at(Number(name)) : undefined;
}
