import { type Document, parseDocument } from '@tsk/parser';
import type { AnalyzeOptions } from '../../analyze.ts';
import { groupFiles } from '../../group-files.ts';
import { isIgnored } from '../../settings/apply-rules.ts';
import type { SettingsLookup } from '../../settings/project-settings.ts';
import { CliFailure } from './cli-failure.ts';
import { type CollectOptions, collectNamed, shownPath, stdinArgument } from './collect-files.ts';
import { readText } from './read-text.ts';
import type { Shell } from './shell.ts';

/** The name that standard input goes by where no other is given. */
export const defaultStdinName = 'stdin.tsk';

interface SourceOptions extends Pick<AnalyzeOptions, 'parse' | 'settings'>, CollectOptions {
  readonly stdinFilename: string;
}

/** The files that the arguments name, with their texts, and what has been parsed of them. */
export interface Source {
  readonly explicit: readonly string[];
  readonly found: readonly string[];
  readonly texts: Map<string, string>;
  /** Documents that are needed again: those that include, or are included. */
  readonly documents: Map<string, Document>;
  readonly parse: (text: string, file: string) => Document;
}

/** Finds and reads the files that the arguments name. Settings may leave out what folders and patterns lead to. */
export async function openSource(shell: Shell, names: readonly string[], options: SourceOptions): Promise<Source> {
  const texts = new Map<string, string>();
  const explicit: string[] = [];
  const found: string[] = [];
  for (const { file: name, isExplicit } of await collectNamed(names, shell.cwd, options)) {
    if (!isExplicit && isLeftOut(name, options.settings)) continue;
    const file = name === stdinArgument ? shownPath(options.stdinFilename, shell.cwd) : name;
    texts.set(file, await readText(shell, name));
    (isExplicit ? explicit : found).push(file);
  }
  if (texts.size === 0) throw new CliFailure('tsk.json leaves out every file that is named here (ignore).');
  const parse = options.parse ?? ((text: string, file: string) => parseDocument(text, { file }));
  return { explicit, found, texts, documents: new Map(), parse };
}

function isLeftOut(file: string, settings: SettingsLookup | undefined): boolean {
  const found = settings?.(file);
  return found !== undefined && isIgnored(found);
}

/** The configurations that the files are: those that are named themselves are one, the others one for each folder. */
export function groupSource({ explicit, found, texts, documents, parse }: Source): readonly (readonly string[])[] {
  const named = new Set(explicit);
  const documentOf = (file: string): Document | undefined => {
    const known = documents.get(file);
    const text = texts.get(file);
    // Only a file with an include decides about the groups; all others are parsed when it is their turn.
    if (known !== undefined || text === undefined || !mayInclude.test(text)) return known;
    const document = parse(text, file);
    documents.set(file, document);
    return document;
  };
  // A file that a named one includes belongs to it, as one that is included from another folder does.
  const groups = groupFiles([...explicit, ...found], documentOf).map((group) =>
    group.filter((file) => !named.has(file)),
  );
  return [...(explicit.length === 0 ? [] : [explicit]), ...groups.filter((group) => group.length > 0)];
}

const mayInclude = /@(?:include|import|inherit|extends)/;

/** How many configurations a message lists. */
const shownGroups = 8;

/** Says that the arguments are several configurations, which, and what to do. */
export function describeSeveral(groups: readonly (readonly string[])[]): string {
  const lines = groups.slice(0, shownGroups).map((files) => `  ${files.join(' ')}`);
  const rest = groups.length - shownGroups;
  return [
    `These are ${groups.length} configurations, and this command takes one:`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    'Name one of the folders, or name files one by one (not by folder or pattern) where they are one configuration.',
  ].join('\n');
}
