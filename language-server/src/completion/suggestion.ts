import type { Span } from '@tsk/parser';
import { findSetting, type SettingSchema } from '@tsk/schemas';
import type { CompletionItemKind } from 'vscode-languageserver';
import type { ConfigurationNames } from '../names/configuration-names.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Something that could be written at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What is written; as a snippet, `$1` and `${2:text}` are places to fill in. */
  readonly text: string;
  readonly isSnippet: boolean;
  /** Suggestions with a lower rank come first; those of one rank stay in their order. */
  readonly rank: number;
  /** What typed text is compared with, where that is not the label. */
  readonly filter?: string;
  /** The text that it replaces, where that is not the word at the cursor. */
  readonly word?: Span;
  /** What it is, behind the label: a type, or a value. */
  readonly detail?: string;
  readonly description?: string;
  readonly isDeprecated?: boolean;
  readonly isPreselected?: boolean;
  /** Characters that take the suggestion over and are typed behind it. */
  readonly commit?: readonly string[];
  /** What its documentation is made from, once it is asked for. */
  readonly subject?: Subject;
}

/** What the documentation of a suggestion is about. It goes to the client and back. */
export type Subject =
  | { readonly kind: 'setting'; readonly path: readonly string[]; readonly choice?: string }
  | { readonly kind: 'operator'; readonly name: string; readonly method: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'variable'; readonly uri: string; readonly name: string; readonly text: string };

/** What suggestions are made from. */
export interface SuggestionSource {
  readonly workspace: Workspace;
  readonly document: SourceDocument;
  readonly names: ConfigurationNames;
  readonly offset: number;
  readonly hasSnippets: boolean;
}

/** What the schemas say about a setting of the configuration: ours, and those of the user's. */
export function settingOf({ names }: SuggestionSource, path: readonly string[]): SettingSchema | undefined {
  return findSetting(path, names.configuration.analysis.schemas);
}

/** The path in the configuration of a path in the document. */
export function globalPath({ names, document }: SuggestionSource, path: readonly string[]): readonly string[] {
  return [...names.mountOf(document.path), ...path];
}
