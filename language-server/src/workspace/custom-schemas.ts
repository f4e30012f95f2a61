import { type LoadedSchema, loadCustomSchema } from '@tsk/schemas';
import type { Configuration } from './workspace.ts';

/** The JSON Schemas of the user's that files or a `tsk.json` name, loaded when a configuration asks for them. */
export class CustomSchemas {
  readonly #readText: (path: string) => Promise<string | undefined>;
  readonly #texts = new Map<string, string | undefined>();
  #loaded: ReadonlyMap<string, LoadedSchema> = new Map();

  constructor(readText: (path: string) => Promise<string | undefined>) {
    this.#readText = readText;
  }

  /** Those that are loaded: another map once there are others, so that what was made from it can tell. */
  get loaded(): ReadonlyMap<string, LoadedSchema> {
    return this.#loaded;
  }

  /** The schemas that a configuration asks for, and nobody has tried to read. */
  missingOf({ analysis, documents }: Configuration, isNamedElsewhere: boolean): readonly string[] {
    // To ask the analysis takes evaluating it, which is not worth it where no file names a schema.
    if (!isNamedElsewhere && !documents.values().some(({ text }) => text.includes('#:schema'))) return [];
    const paths = new Set(analysis.wantedSchemas.map(({ path }) => path));
    return [...paths].filter((path) => !this.#texts.has(path));
  }

  /** Reads schemas, and makes anew those that waited for them. */
  async load(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.#texts.set(path, await this.#readText(path));
    const waiting = [...this.#loaded].filter(([, { kind }]) => kind === 'incomplete').map(([path]) => path);
    const made = await Promise.all(
      [...new Set([...waiting, ...paths])].map(async (path) => [path, await this.#make(path)] as const),
    );
    this.#loaded = new Map([...this.#loaded, ...made]);
  }

  async #make(path: string): Promise<LoadedSchema> {
    const text = this.#texts.get(path);
    if (text === undefined) return { kind: 'broken', path, problem: 'cannot be read' };
    // A part that cannot be read counts as empty, so that the schema that refers to it says which one is wrong.
    const parts = new Map([...this.#texts].map(([part, content]) => [part, content ?? '']));
    return loadCustomSchema(text, path, parts);
  }

  /** Forgets all schemas if a file that changed is one of them, or part of one. Tells whether it was. */
  forget(path: string): boolean {
    if (!this.#texts.has(path)) return false;
    this.clear();
    return true;
  }

  /** Forgets all. */
  clear(): void {
    this.#texts.clear();
    this.#loaded = new Map();
  }
}
