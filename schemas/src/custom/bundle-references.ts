import { isJsonObject, type JsonObject, type JsonValue } from './custom-schema.ts';

/** Schemas under names of our own, with references that lead from one to another. */
export interface Bundle {
  /** By name; the first is the schema that was asked for. */
  readonly schemas: ReadonlyMap<string, JsonValue>;
  /** Files that are referred to and not there. */
  readonly wanted: readonly string[];
  /** References to what lies on the network. */
  readonly remote: readonly string[];
}

/** Reads the file of a path; undefined where it is not there. May throw what `JSON.parse` does. */
export type ReadSchema = (path: string) => JsonValue | undefined;

/** The name under which a bundle has its n-th file. */
export const bundleName = (index: number): string => `urn:tsk-schema:${index}`;

/**
 * Collects a schema and the files that it refers to. References become absolute, so that what an error says about its place
 * in a schema is the same from whichever file it comes.
 */
export function bundleReferences(path: string, read: ReadSchema): Bundle {
  const names = new Map<string, string>([[path, bundleName(0)]]);
  const schemas = new Map<string, JsonValue>();
  const wanted: string[] = [];
  const remote: string[] = [];

  const nameOf = (file: string): string => {
    const name = names.get(file) ?? bundleName(names.size);
    names.set(file, name);
    return name;
  };

  const rewrite = (reference: string, file: string, ids: ReadonlySet<string>): string => {
    const [target = '', fragment] = reference.split('#');
    const end = fragment === undefined ? '' : `#${fragment}`;
    if (target === '') return `${nameOf(file)}${end}`;
    if (
      ids.has(target) ||
      target.startsWith('https://json-schema.org/') ||
      target.startsWith('http://json-schema.org/')
    )
      return reference;
    if (/^[a-z][a-z0-9+.-]+:/i.test(target) || target.startsWith('//')) {
      remote.push(reference);
      return reference;
    }
    return `${nameOf(resolveFile(file, decodeURI(target)))}${end}`;
  };

  for (let index = 0; index < names.size; index++) {
    const [file = '', name = ''] = [...names][index] ?? [];
    const schema = read(file);
    if (schema === undefined) wanted.push(file);
    else
      schemas.set(
        name,
        rewriteAll(schema, (reference) => rewrite(reference, file, new Set(listIds(schema)))),
      );
  }
  return { schemas, wanted, remote };
}

/** The schema with its references replaced, and without the name that it gives itself: it has one of ours. */
function rewriteAll(schema: JsonValue, replace: (reference: string) => string, isRoot = true): JsonValue {
  if (Array.isArray(schema)) return schema.map((item) => rewriteAll(item, replace, false));
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema).flatMap(([key, value]): readonly (readonly [string, JsonValue])[] => {
    if (isRoot && (key === '$id' || key === 'id')) return [];
    if (key === '$ref' && typeof value === 'string') return [[key, replace(value)]];
    if (key === 'enum' || key === 'const' || key === 'default' || key === 'examples') return [[key, value]];
    return [[key, rewriteAll(value, replace, false)]];
  });
  return Object.fromEntries(entries);
}

function listIds(schema: JsonValue): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(listIds);
  if (!isJsonObject(schema)) return [];
  const own = idOf(schema);
  return [...(own === undefined ? [] : [own]), ...Object.values(schema).flatMap(listIds)];
}

const idOf = ({ $id }: JsonObject): string | undefined => (typeof $id === 'string' ? $id : undefined);

/** The path that `path` means in `file`. */
function resolveFile(file: string, path: string): string {
  const segments = path.startsWith('/') ? [] : file.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '.' || (segment === '' && segments.length > 0)) continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}
