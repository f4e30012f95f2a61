import type { Analysis, FileSettings } from '@tsk/compiler';
import type { Place } from '@tsk/parser';
import type { Location } from 'vscode-languageserver';
import type { ProjectFile } from './project-files.ts';
import type { SourceDocument } from './source-document.ts';

/** Files that together are one configuration (those of a folder, see `groupFiles`), and what they mean. */
export interface Configuration {
  /** The folder of its files, for people: `services/web`. */
  readonly name: string;
  /** The paths of the files that were found, without those that are only included. */
  readonly files: readonly string[];
  readonly analysis: Analysis;
  /** The files of the configuration and all that they include, by path. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
}

/** What the features see of the open files, the files on disk and their meaning. */
export interface Workspace {
  /** The document of a URI: open, or on disk within the workspace; undefined for any other. */
  readonly findDocument: (uri: string) => SourceDocument | undefined;
  /** The open document or known file that goes by a path. */
  readonly findByPath: (path: string) => SourceDocument | undefined;
  /** The configuration that a document is part of. An included file belongs to that of the file that includes it. */
  readonly configurationOf: (document: SourceDocument) => Configuration;
  /** Every configuration that a document has a part in, its own first: an included file may belong to several. */
  readonly ownersOf: (document: SourceDocument) => readonly Configuration[];
  /** All configurations of all workspace folders; made when they are asked for. */
  readonly configurations: () => Iterable<Configuration>;
  /** All known documents: open ones, and the `.tsk` files of the workspace folders. */
  readonly documents: () => Iterable<SourceDocument>;
  /** The `tsk.json` files of the workspace folders. */
  readonly projects: () => Iterable<ProjectFile>;
  /** What the nearest `tsk.json` says about a document. */
  readonly settingsOf: (document: SourceDocument) => FileSettings | undefined;
  /** A place of an analysis as a location of the client. Undefined where its file is not known. */
  readonly locate: (place: Place) => Location | undefined;
  /** The names (files and folders, folders with `/` at the end) in a folder of the workspace, by path; for path completion. */
  readonly listFolder: (path: string) => Promise<readonly string[]>;
  /** The path that a URI goes by; undefined outside of the workspace folders and for what is no file. */
  readonly pathOf: (uri: string) => string | undefined;
  /** The URI of a path within the workspace. */
  readonly uriOf: (path: string) => string;
}
