import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FormatOptions } from '@tsk/parser';
import { CliFailure, describeSystemError } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import type { Shell } from '../io/shell.ts';
import { type EditorConfig, editorConfigOptions, readEditorConfig } from './editorconfig.ts';
import { readProjectSettings } from './project-settings.ts';

/** What a folder says about formatting. */
interface FolderSettings {
  readonly editorConfig: EditorConfig | undefined;
  readonly project: FormatOptions | undefined;
}

/** Finds the options for a file. */
export type OptionsFinder = (file: string) => Promise<FormatOptions>;

/**
 * Options come from the `tsk.json` in the file's folder or the nearest above it, and where that is silent from the
 * `.editorconfig` files there, up to the one that says `root = true`. Each folder is read once.
 */
export function optionsFinder(shell: Shell): OptionsFinder {
  const folders = new Map<string, Promise<FolderSettings>>();
  const settingsOf = (folder: string): Promise<FolderSettings> => {
    const known = folders.get(folder) ?? readFolder(shell, folder);
    folders.set(folder, known);
    return known;
  };
  return async (file) => {
    const properties = new Map<string, string>();
    let project: FormatOptions | undefined;
    let isRoot = false;
    for (const folder of foldersAbove(resolve(shell.cwd, file))) {
      const settings = await settingsOf(folder);
      project ??= settings.project;
      if (isRoot) continue;
      for (const [name, value] of settings.editorConfig?.properties ?? []) {
        if (!properties.has(name)) properties.set(name, value);
      }
      isRoot = settings.editorConfig?.isRoot === true;
    }
    return { ...editorConfigOptions(properties), ...project };
  };
}

/** The folders that a file is in, the nearest first. */
function* foldersAbove(path: string): Generator<string> {
  let folder = dirname(path);
  for (;;) {
    yield folder;
    const above = dirname(folder);
    if (above === folder) return;
    folder = above;
  }
}

async function readFolder(shell: Shell, folder: string): Promise<FolderSettings> {
  const editorConfig = await readIfThere(shell, join(folder, '.editorconfig'));
  const path = join(folder, 'tsk.json');
  const project = await readIfThere(shell, path);
  return {
    editorConfig: editorConfig === undefined ? undefined : readEditorConfig(editorConfig),
    project: project === undefined ? undefined : readProjectSettings(shownPath(path, shell.cwd), project),
  };
}

async function readIfThere(shell: Shell, path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = describeSystemError(cause);
    // A folder of that name is no settings file.
    if (reason === 'it does not exist' || reason === 'it is a folder' || reason.startsWith('a part of its path'))
      return undefined;
    throw new CliFailure(`'${shownPath(path, shell.cwd)}' cannot be read: ${reason}.`, { cause });
  }
}
