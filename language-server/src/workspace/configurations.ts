import { type Analysis, analyze, resolvePath, type SettingsLookup, schemaFor } from '@tsk/compiler';
import { lazy } from '../lazy.ts';
import type { CustomSchemas } from './custom-schemas.ts';
import type { SourceDocument } from './source-document.ts';
import type { Configuration } from './workspace.ts';

/** A configuration that was made, and what it was made from: it holds as long as these are the same. */
interface Entry {
  readonly configuration: Configuration;
  readonly seen: ReadonlyMap<string, SourceDocument | undefined>;
  readonly settings: SettingsLookup;
  readonly schemas: CustomSchemas['loaded'];
}

/** How many analyses are kept besides those that are in use; each holds all values of its files. */
const maxKept = 4;

/** What a configuration is made from. */
export interface ConfigurationSource {
  readonly find: (path: string) => SourceDocument | undefined;
  /** The folder that includes of a file may lead to. */
  readonly rootOf: (file: string) => string;
  readonly nowMs: () => number;
  /** The settings as they are now: another function once a `tsk.json` has changed. */
  readonly settings: () => SettingsLookup;
  /** The schemas of the user's as they are now: another map once others are loaded. */
  readonly schemas: () => CustomSchemas['loaded'];
}

/** Keeps the analyses of configurations for as long as none of their files changes. */
export class Configurations {
  readonly #source: ConfigurationSource;
  readonly #entries = new Map<string, Entry>();

  constructor(source: ConfigurationSource) {
    this.#source = source;
  }

  /** The configuration of a group of files, as they are now. */
  of(files: readonly string[]): Configuration {
    const key = files.join('\n');
    const known = this.#entries.get(key);
    this.#entries.delete(key);
    const entry = known !== undefined && this.#holds(known) ? known : this.#make(files);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxKept) break;
      this.#entries.delete(oldest);
    }
    return entry.configuration;
  }

  #holds({ seen, settings, schemas }: Entry): boolean {
    if (settings !== this.#source.settings() || schemas !== this.#source.schemas()) return false;
    for (const [path, document] of seen) if (this.#source.find(path) !== document) return false;
    return true;
  }

  #make(files: readonly string[]): Entry {
    const seen = collect(files, this.#source.find);
    const present = new Map(
      [...seen].flatMap(([path, document]) => (document === undefined ? [] : [[path, document]])),
    );
    const [first = ''] = files;
    const { rootOf, nowMs } = this.#source;
    const settings = this.#source.settings();
    const schemas = this.#source.schemas();
    const analysis = analyzeDocuments(present, files, { root: rootOf(first), nowMs: nowMs(), settings, schemas });
    const documents = lazy(
      () =>
        new Map(
          [...analysis.documents.keys()].flatMap((path) => {
            const document = present.get(path);
            return document === undefined ? [] : [[path, document] as const];
          }),
        ),
    );
    const name = resolvePath(first, '.') || '.';
    return {
      seen,
      settings,
      schemas,
      configuration: {
        name,
        files,
        analysis,
        get documents() {
          return documents();
        },
      },
    };
  }
}

/** The files and all that they include, by path; undefined for those that are not known. */
function collect(
  files: readonly string[],
  find: (path: string) => SourceDocument | undefined,
): ReadonlyMap<string, SourceDocument | undefined> {
  const seen = new Map(files.map((path) => [path, find(path)]));
  for (const [path, document] of seen) {
    for (const include of document?.document.includes ?? []) {
      const target = resolvePath(path, include.path);
      if (!seen.has(target)) seen.set(target, find(target));
    }
  }
  return seen;
}

function analyzeDocuments(
  documents: ReadonlyMap<string, SourceDocument>,
  files: readonly string[],
  {
    root,
    nowMs,
    settings,
    schemas,
  }: Pick<Entry, 'settings' | 'schemas'> & { readonly root: string; readonly nowMs: number },
): Analysis {
  const texts = new Map([...documents].map(([path, { text }]) => [path, text]));
  return analyze({ files: texts, env: {}, nowMs }, files, {
    root,
    settings,
    customSchemas: schemas,
    schemasOf: (file) => {
      const own = settings(file);
      const schema = own === undefined ? undefined : schemaFor(own);
      return own === undefined || schema === undefined ? [] : [resolvePath(own.settings.file, schema)];
    },
    parse: (_text, file) => {
      const document = documents.get(file);
      if (document === undefined) throw new Error(`no document of ${file}`);
      return document.document;
    },
  });
}
