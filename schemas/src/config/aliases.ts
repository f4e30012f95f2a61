import { foldName } from '../base/nearest.ts';
import { memberSchema, type Schema } from '../base/schema.ts';

/** Where a key of a table really is: paths below the table, several where one key stands for several settings. */
export type Targets = readonly (readonly string[])[];

const known = new WeakMap<Schema, ReadonlyMap<string, Targets>>();

/**
 * What another spelling of a key stands for: `maxInstances` for `max_instances`, `health_check_path` for
 * `health_checks.path`. Undefined for a key that the table has itself, and for one that means nothing here.
 */
export function findAlias(schema: Schema, key: string): Targets | undefined {
  if (schema.properties === undefined || key === '$value' || memberSchema(schema, key) !== undefined) return undefined;
  return aliasesOf(schema).get(foldName(key));
}

function aliasesOf(schema: Schema): ReadonlyMap<string, Targets> {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const aliases = new Map<string, Targets>();
  for (const [key, paths] of Object.entries(schema['x-tsk-moved'] ?? {})) {
    aliases.set(
      foldName(key),
      paths.map((path) => path.split('.')),
    );
  }
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    for (const name of [...(inner['x-tsk-aliases'] ?? []), key]) aliases.set(foldName(name), [[key]]);
  }
  known.set(schema, aliases);
  return aliases;
}

/** Every name that a key of this table may have besides its own. */
export function listAliases(schema: Schema): readonly string[] {
  const own = Object.values(schema.properties ?? {}).flatMap((inner) => inner['x-tsk-aliases'] ?? []);
  return [...own, ...Object.keys(schema['x-tsk-moved'] ?? {})];
}
