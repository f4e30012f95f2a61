import { type Diagnostic, report, type TableValue } from '@tsk/parser';
import { type CustomSchema, checkCustom, findCustomSetting, type LoadedSchema, schemaUnusable } from '@tsk/schemas';
import type { WantedSchema } from './find-schemas.ts';

/** The values of one file, and the schemas that it is to keep. */
export interface SchemaTask {
  readonly root: TableValue;
  readonly schemas: readonly WantedSchema[];
}

/** What the schemas of the user's say of their files, and what is missing to say it. */
export interface SchemaVerdict {
  readonly diagnostics: readonly Diagnostic[];
  /** Schemas that are not loaded, and files that loaded ones refer to. */
  readonly wanted: readonly WantedSchema[];
  readonly schemas: readonly CustomSchema[];
}

/** Checks files against their schemas, as far as those are loaded. A schema that cannot be used is told where it is asked for. */
export function checkSchemas(
  tasks: readonly SchemaTask[],
  loaded: ReadonlyMap<string, LoadedSchema> = new Map(),
): SchemaVerdict {
  const diagnostics: Diagnostic[] = [];
  const wanted: WantedSchema[] = [];
  const schemas = new Set<CustomSchema>();
  for (const { root, schemas: asked } of tasks) {
    for (const { path, from } of asked) {
      const found = loaded.get(path);
      switch (found?.kind) {
        case 'loaded':
          schemas.add(found.schema);
          diagnostics.push(...checkCustom(root, found.schema));
          break;
        case 'broken':
          diagnostics.push(report(schemaUnusable, from, [path, found.problem]));
          break;
        case 'incomplete':
          wanted.push({ path, from }, ...found.wanted.map((part) => ({ path: part, from })));
          break;
        case undefined:
          wanted.push({ path, from });
      }
    }
  }
  return { diagnostics, wanted, schemas: [...schemas] };
}

/** The keys at the root that schemas of the user's have something to say about. */
export function describedTables(tasks: readonly SchemaTask[], loaded: ReadonlyMap<string, LoadedSchema>): Set<string> {
  const names = new Set<string>();
  for (const { schemas } of tasks) {
    for (const { path } of schemas) {
      const found = loaded.get(path);
      if (found?.kind !== 'loaded') continue;
      for (const key of findCustomKeys(found.schema)) names.add(key);
    }
  }
  return names;
}

const findCustomKeys = (schema: CustomSchema): readonly string[] => findCustomSetting([], schema)?.keys ?? [];
