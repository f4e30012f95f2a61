import {
  type Diagnostic,
  type Document,
  type LineIndex,
  type Place,
  parseDocument,
  type TableValue,
  type Value,
} from '@tsk/parser';
import { type Config, type CustomSchema, checkConfig, configSchema, type LoadedSchema } from '@tsk/schemas';
import type { CheckContext } from './checks/common/check.ts';
import { checkPlan } from './checks/index.ts';
import { checkSchemas, describedTables, type SchemaTask } from './custom-schema/check-schemas.ts';
import { findSchemas, type WantedSchema } from './custom-schema/find-schemas.ts';
import { evaluateDocument } from './evaluate/evaluate.ts';
import { type Explanation, explainPath, findPathAt } from './explain.ts';
import { assembleFiles, loadDocuments, type MissingFile } from './includes.ts';
import { lazy } from './lazy.ts';
import { finishPlan, lower, type PlanFile, type PlanInput } from './lower/lower.ts';
import { readSettings } from './lower/settings.ts';
import { writtenKey } from './lower/written-key.ts';
import { mergeRoots } from './merge.ts';
import type { SettingsLookup } from './settings/project-settings.ts';
import { settleFindings } from './settings/settle-findings.ts';
import { sha256 } from './sha256.ts';

/** All that an analysis depends on. The core reads no file, clock or environment: the shell takes this picture of them. */
export interface Snapshot {
  /** Text of every file that may be needed, by path with `/`. */
  readonly files: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nowMs: number;
}

/** How an analysis goes about it. */
export interface AnalyzeOptions {
  /** Put the values of environment variables into the plan, but for secrets. Without it the runtime looks them up. */
  readonly resolveEnv?: boolean;
  /**
   * The folder that includes may lead to, besides the folders of the files themselves; '', if it is left out: that which
   * relative paths start from.
   */
  readonly root?: string;
  /** Makes the document of a file; a caller that keeps documents hands out those that still hold. `parseDocument`, if it is left out. */
  readonly parse?: (text: string, file: string) => Document;
  /** What is in a file of a certificate or key, by its path, where the caller can read files; see `CheckContext`. */
  readonly certificates?: CheckContext['certificates'];
  /** The settings of `tsk.json` for each file: how findings are reported. Comments that hide findings count without it, too. */
  readonly settings?: SettingsLookup | undefined;
  /** The schemas of the user's that are loaded, by the paths that `wantedSchemas` names. */
  readonly customSchemas?: ReadonlyMap<string, LoadedSchema> | undefined;
  /** The schemas that a file is associated with, besides that of its `#:schema` comment. */
  readonly schemasOf?: ((file: string) => readonly string[]) | undefined;
}

/** What a set of files means, stage by stage. Each member is computed when it is first asked for. */
export interface Analysis {
  /** The documents of the files and of what they include, by path. */
  readonly documents: ReadonlyMap<string, Document>;
  /** Files that are needed and not in the snapshot: load them, and analyze again. */
  readonly missing: readonly MissingFile[];
  /** Schemas of the user's that are not among `customSchemas`: load them, and analyze again. Without them they judge nothing. */
  readonly wantedSchemas: readonly WantedSchema[];
  /** Those schemas of the user's that are among `customSchemas` and describe one of the files. */
  readonly schemas: readonly CustomSchema[];
  /** The data of all files together: references and constant expressions evaluated, tables merged. */
  readonly values: TableValue;
  /** The settings, checked and with their defaults. */
  readonly config: Config;
  readonly plan: PlanFile;
  /** The findings of every stage, file by file in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the key at a path holds, and how that came to be: where it is written, from what, and what it overrides. */
  readonly explain: (path: readonly string[]) => Explanation;
  /** The path of the key or value at an offset of a file, for `explain`. */
  readonly findPath: (file: string, offset: number) => readonly string[] | undefined;
}

/**
 * Analyzes `files`, which together are one configuration. Total: whatever the texts are, there is a plan, and where they
 * are wrong there are errors among the diagnostics.
 */
export function analyze(snapshot: Snapshot, files: readonly string[], options: AnalyzeOptions = {}): Analysis {
  const textAt = ({ file, span }: Place): string => snapshot.files.get(file)?.slice(span.start, span.end) ?? '';

  const parse = options.parse ?? ((text, file) => parseDocument(text, { file }));
  const loaded = lazy(() => loadDocuments(snapshot.files, files, options.root ?? '', parse));
  const assembled = lazy(() => assembleFiles(loaded(), files, evaluateDocument));
  const evaluated = lazy(() => [...assembled().files.values()].map((file) => file.evaluated));
  const merged = lazy(() => mergeRoots(assembled().roots));
  const checked = lazy(() =>
    checkConfig(merged().root, {
      textAt,
      ...(options.resolveEnv === true ? { environment: snapshot.env } : {}),
      described: describedTables(schemaTasks(), customSchemas),
    }),
  );
  const customSchemas = options.customSchemas ?? new Map<string, LoadedSchema>();
  const schemaTasks = lazy(() =>
    [...assembled().files].flatMap(([path, { evaluated }]): readonly SchemaTask[] => {
      const document = loaded().documents.get(path);
      const text = snapshot.files.get(path) ?? '';
      return document === undefined
        ? []
        : [{ root: evaluated.root, schemas: findSchemas(document, text, options.schemasOf?.(path)) }];
    }),
  );
  const verdict = lazy(() => checkSchemas(schemaTasks(), customSchemas));
  const settings = lazy(() => readSettings(checked().config, (path) => writtenKey(checked(), path, textAt)));
  const draft = lazy(() => lower(settings()));
  const plan = lazy(() =>
    finishPlan(
      draft(),
      [...loaded().documents].map(([path, { lines }]) => describe(snapshot, path, lines)),
    ),
  );

  const beforeChecks = lazy((): readonly Diagnostic[] => [
    ...[...loaded().documents.values()].flatMap((document) => document.diagnostics),
    ...evaluated().flatMap((document) => document.diagnostics),
    ...assembled().diagnostics,
    ...merged().diagnostics,
    ...findOpen(checked().root, new Map(evaluated().flatMap(({ open }) => [...open]))),
    ...checked().diagnostics,
    ...verdict().diagnostics,
  ]);
  const checkContext = (): CheckContext => ({
    plan: draft(),
    settings: settings(),
    textAt,
    documents: loaded().documents,
    nowMs: snapshot.nowMs,
    ...(options.certificates === undefined ? {} : { certificates: options.certificates }),
  });
  // Checks speak of what the configuration means; while a part of it is not understood they would speak of something else.
  const diagnostics = lazy(() => {
    const hasErrors = beforeChecks().some(({ severity }) => severity === 'error');
    const { documents } = loaded();
    const found = hasErrors ? [] : checkPlan(checkContext());
    const settled = settleFindings({
      all: [...beforeChecks(), ...found],
      settings: options.settings,
      documents,
      judged: new Set(files),
      isComplete: !hasErrors,
    });
    return inOrder(settled, [...documents.keys()]);
  });

  const explained = lazy(() => ({
    documents: loaded().documents,
    assembled: assembled(),
    root: merged().root,
  }));

  return {
    get documents() {
      return loaded().documents;
    },
    get missing() {
      return loaded().missing;
    },
    get wantedSchemas() {
      return verdict().wanted;
    },
    get schemas() {
      return verdict().schemas;
    },
    get values() {
      return merged().root;
    },
    get config() {
      return checked().config;
    },
    get plan() {
      return plan();
    },
    get diagnostics() {
      return diagnostics();
    },
    explain: (path) => explainPath(explained(), path),
    findPath: (file, offset) => findPathAt(explained(), file, offset),
  };
}

function describe(snapshot: Snapshot, path: string, lines: LineIndex): PlanInput {
  return { path, sha256: sha256(snapshot.files.get(path) ?? ''), lines };
}

/** The findings of unevaluated expressions that stand where a table of settings needs a value; elsewhere they may stay. */
function* findOpen(root: TableValue, open: ReadonlyMap<Value, Diagnostic>): Generator<Diagnostic> {
  const schemas = Object.entries(configSchema.properties ?? {});
  const tables = schemas.flatMap(([name, schema]) => (schema['x-tsk-runtime'] === false ? [] : [name]));
  const found = new Set<Diagnostic>();
  const waiting = tables.flatMap((name) => root.members.get(name)?.value ?? []);
  for (const value of waiting) {
    const finding = open.get(value);
    if (finding !== undefined) found.add(finding);
    if (value.kind === 'array') waiting.push(...value.elements);
    if (value.kind === 'table') for (const { value: inner } of value.members.values()) waiting.push(inner);
  }
  yield* found;
}

function inOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  return diagnostics.toSorted(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.span.start - b.span.start || (a.code < b.code ? -1 : 1),
  );
}
