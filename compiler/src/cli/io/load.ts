import type { Document } from '@tsk/parser';
import { type Analysis, type AnalyzeOptions, analyze } from '../../analyze.ts';
import { makeSchemaLibrary, type SchemaLibrary } from '../../custom-schema/load-wanted.ts';
import { isWithin, resolvePath } from '../../paths.ts';
import { CliFailure } from './cli-failure.ts';
import { type CollectOptions, shownPath } from './collect-files.ts';
import { readText } from './read-text.ts';
import { settingsFinder } from './settings-finder.ts';
import type { Shell } from './shell.ts';
import { describeSeveral, groupSource, openSource, type Source } from './source.ts';

export { defaultStdinName } from './source.ts';

/** An analysis together with the texts that it is of. */
export interface LoadedAnalysis {
  readonly analysis: Analysis;
  /** The texts of the files and of what they include, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The files of the configuration itself, without what they include. */
  readonly files: readonly string[];
  /** How it was analyzed, for one who analyzes other texts of the same files. */
  readonly options: AnalyzeOptions;
}

/** How the files of an analysis are found and read. */
export interface LoadOptions extends AnalyzeOptions, CollectOptions {
  readonly stdinFilename: string;
}

/**
 * Loads the one configuration that the arguments name, with what it includes. Arguments that are several configurations
 * are wrong usage: merged, they would contradict one another.
 */
export async function loadAnalysis(
  shell: Shell,
  names: readonly string[],
  options: LoadOptions,
): Promise<LoadedAnalysis> {
  const settled = withSettings(shell, options);
  const source = await openSource(shell, names, settled);
  const groups = groupSource(source);
  const [first = []] = groups;
  if (groups.length > 1) throw new CliFailure(describeSeveral(groups));
  return loadGroup(shell, source, first, settled);
}

/**
 * Loads the configurations that the arguments name, one after another: files that are named themselves are one, and those
 * found in folders and by patterns are one for each folder. Each file is parsed once, and an analysis that the caller lets go
 * of is not kept, so that memory does not grow with the number of files.
 */
export async function* loadConfigurations(
  shell: Shell,
  names: readonly string[],
  options: LoadOptions,
): AsyncGenerator<LoadedAnalysis> {
  const settled = withSettings(shell, options);
  const source = await openSource(shell, names, settled);
  for (const group of groupSource(source)) {
    yield loadGroup(shell, source, group, settled);
    for (const file of group) {
      source.texts.delete(file);
      source.documents.delete(file);
    }
  }
}

/** Without other settings, those of the nearest `tsk.json` of each file count: its rules, and the schemas that it names. */
function withSettings(shell: Shell, options: LoadOptions): LoadOptions {
  if (options.settings !== undefined) return options;
  const { settingsOf, schemasOf } = settingsFinder(shell);
  return { ...options, settings: settingsOf, schemasOf };
}

async function loadGroup(
  shell: Shell,
  source: Source,
  files: readonly string[],
  options: LoadOptions,
): Promise<LoadedAnalysis> {
  const root = shownPath(options.root ?? '.', shell.cwd);
  const texts = new Map(files.map((file) => [file, source.texts.get(file) ?? '']));
  const own = new Set(files);
  const parsed = new Map<string, Document>();
  const parse = (text: string, file: string): Document => {
    const known = parsed.get(file) ?? source.documents.get(file);
    const document = known?.tree.text === text ? known : source.parse(text, file);
    parsed.set(file, document);
    // What several configurations include is parsed for the first of them.
    if (!own.has(file)) source.documents.set(file, document);
    return document;
  };
  const named = new Set(files.flatMap((file) => options.schemasOf?.(file) ?? []));
  const folders = [root, ...files.map((file) => resolvePath(file, '.'))];
  const mayRead = (path: string): boolean => named.has(path) || folders.some((folder) => isWithin(path, folder));
  const library = makeSchemaLibrary(async (path) =>
    mayRead(path) ? readText(shell, path).catch(passOver) : undefined,
  );
  for (;;) {
    const snapshot = { files: texts, env: shell.env, nowMs: shell.nowMs() };
    const certificates = await certificateReader(shell, texts);
    const settled = { ...options, ...certificates, root, parse, customSchemas: library.schemas };
    const analysis = analyze(snapshot, files, settled);
    if (!(await loadMissing(shell, analysis, source, texts, library)))
      return { analysis, texts, files, options: settled };
  }
}

/** Looks into certificates where a text names one: others need not wait for what reads them. */
async function certificateReader(
  shell: Shell,
  texts: ReadonlyMap<string, string>,
): Promise<Pick<AnalyzeOptions, 'certificates'>> {
  if (![...texts.values()].some((text) => /certificate|private_key/.test(text))) return {};
  const { createCertificateReader } = await import('./certificates.ts');
  return { certificates: createCertificateReader(shell.cwd) };
}

/** Loads what an analysis asks for; false where nothing more can be loaded. */
async function loadMissing(
  shell: Shell,
  { missing, wantedSchemas }: Analysis,
  source: Source,
  texts: Map<string, string>,
  library: SchemaLibrary,
): Promise<boolean> {
  const before = texts.size;
  for (const { path } of missing) {
    const text = source.texts.get(path) ?? (await readText(shell, path).catch(passOver));
    if (text !== undefined) texts.set(path, text);
  }
  const hasNewSchemas = await library.load(wantedSchemas);
  return hasNewSchemas || texts.size > before;
}

/** An included file that cannot be read is a finding at the include, not the end of the command. */
function passOver(error: unknown): undefined {
  if (!(error instanceof CliFailure)) throw error;
}
