import { type DecodedSettings, decodeProjectSettings, type FileSettings } from '@tsk/compiler';
import { folderOf } from './paths.ts';
import type { SourceDocument } from './source-document.ts';

/** The name of the files that hold the settings of a project. */
export const projectFileName = 'tsk.json';

/** A `tsk.json`, with what it says. Its document is there for its text and positions: it is no `.tsk` file. */
export interface ProjectFile {
  readonly document: SourceDocument;
  readonly decoded: DecodedSettings;
}

/** The `tsk.json` files of a workspace, by path. Immutable: a change makes others, so that what was made from them can tell. */
export type ProjectFiles = ReadonlyMap<string, ProjectFile>;

/** Reads a `tsk.json`. */
export function makeProjectFile(document: SourceDocument): ProjectFile {
  return { document, decoded: decodeProjectSettings(document.text, document.path) };
}

/** The settings of the nearest `tsk.json` in the folder of a file or above it, but not above `top`, the start of its root's paths. */
export function findSettings(projects: ProjectFiles, path: string, top: string): FileSettings | undefined {
  if (projects.size === 0) return undefined;
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const start = folder === '' ? '' : `${folder}/`;
    const project = projects.get(`${start}${projectFileName}`);
    if (project !== undefined) return { settings: project.decoded.settings, path: path.slice(start.length) };
    if (folder === '' || start.length <= top.length) return undefined;
  }
}
