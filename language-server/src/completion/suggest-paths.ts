import { resolvePath } from '@tsk/compiler';
import type { Span } from '@tsk/parser';
import type { SettingSchema } from '@tsk/schemas';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Suggestion, SuggestionSource } from './suggestion.ts';

/** What a path is written in, and what it may lead to. */
export interface PathForm {
  /** The whole path as it stands, without its quotes. */
  readonly word: Span;
  readonly quote: string | undefined;
  readonly accepts: (name: string) => boolean;
}

/** The files and folders that a relative path could lead to, in the folder that it has reached; the file itself is left out. */
export async function suggestPaths(
  source: SuggestionSource,
  { word, quote, accepts }: PathForm,
): Promise<readonly Suggestion[]> {
  const { document, offset, workspace } = source;
  const typed = document.text.slice(word.start, offset);
  const slash = typed.lastIndexOf('/') + 1;
  if (typed.startsWith('/')) return [];
  const folder = resolvePath(document.path, typed.slice(0, slash) || '.');
  const names = await workspace.listFolder(folder);
  const own = resolvePath(document.path, '.') === folder ? document.path.slice(document.path.lastIndexOf('/') + 1) : '';
  const rest = { start: word.start + slash, end: word.end };
  return names
    .filter((name) => name !== own && (name.endsWith('/') || accepts(name)))
    .map((name, index) => ({
      label: name,
      kind: name.endsWith('/') ? CompletionItemKind.Folder : CompletionItemKind.File,
      text: quote === undefined && slash === 0 ? JSON.stringify(name) : name,
      isSnippet: false,
      rank: (name.endsWith('/') ? 100 : 0) + index,
      word: rest,
    }));
}

/** Whether the text of a setting is the path of a file. */
export function isPathSetting({ type, examples, choices, isTable }: SettingSchema): boolean {
  if (isTable || choices !== undefined) return false;
  return (
    /\bpath of a file\b/.test(type) || examples.some((one) => typeof one === 'string' && /^(?:\.{1,2})?\/\w/.test(one))
  );
}
