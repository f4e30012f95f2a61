import { type LoadedSchema, loadCustomSchema } from '@tsk/schemas';
import type { WantedSchema } from './find-schemas.ts';

/** Reads a file that an analysis asks for; undefined where there is none, or it may not be read. */
export type ReadSchemaText = (path: string) => Promise<string | undefined>;

/** The schemas of the user's that were read so far, for one analysis after another. */
export interface SchemaLibrary {
  /** What `AnalyzeOptions.customSchemas` takes. */
  readonly schemas: ReadonlyMap<string, LoadedSchema>;
  /** Loads what an analysis wants, with all that it refers to. True where something is new, and the analysis to be made again. */
  readonly load: (wanted: readonly WantedSchema[]) => Promise<boolean>;
}

/** Makes an empty library. A schema is read once, whatever comes of it: a shell whose files change makes a new one. */
export function makeSchemaLibrary(read: ReadSchemaText): SchemaLibrary {
  const schemas = new Map<string, LoadedSchema>();
  const parts = new Map<string, string>();

  async function readPart(path: string): Promise<boolean> {
    const text = parts.get(path) ?? (await read(path));
    if (text === undefined) return false;
    parts.set(path, text);
    return true;
  }

  async function loadOne(path: string): Promise<LoadedSchema> {
    if (!(await readPart(path))) return { kind: 'broken', path, problem: 'cannot be read' };
    for (;;) {
      const loaded = await loadCustomSchema(parts.get(path) ?? '', path, parts);
      if (loaded.kind !== 'incomplete') return loaded;
      for (const part of loaded.wanted) {
        if (!(await readPart(part)))
          return { kind: 'broken', path, problem: `refers to ${part}, which cannot be read` };
      }
    }
  }

  return {
    schemas,
    async load(wanted) {
      const fresh = [...new Set(wanted.map(({ path }) => path))].filter((path) => !schemas.has(path));
      for (const path of fresh) schemas.set(path, await loadOne(path));
      return fresh.length > 0;
    },
  };
}
