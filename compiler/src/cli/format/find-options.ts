import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FormatOptions } from '@tsk/parser';
import { formatOptionsFor } from '../../settings/apply-rules.ts';
import { CliFailure, describeSystemError } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import { settingsFinder } from '../io/settings-finder.ts';
import type { Shell } from '../io/shell.ts';
import { type EditorConfig, editorConfigOptions, readEditorConfig } from './editorconfig.ts';

/** Finds the options for a file. */
export type OptionsFinder = (file: string) => Promise<FormatOptions>;

/**
 * Options come from the `tsk.json` in the file's folder or the nearest above it, and where that is silent from the
 * `.editorconfig` files there, up to the one that says `root = true`. Each folder is read once.
 */
export function optionsFinder(shell: Shell): OptionsFinder {
  const projects = settingsFinder(shell);
  const folders = new Map<string, Promise<EditorConfig | undefined>>();
  const editorConfigIn = (folder: string): Promise<EditorConfig | undefined> => {
    const known = folders.get(folder) ?? readEditorConfigIn(shell, folder);
    folders.set(folder, known);
    return known;
  };
  return async (file) => {
    const properties = new Map<string, string>();
    for (const folder of foldersAbove(resolve(shell.cwd, file))) {
      const editorConfig = await editorConfigIn(folder);
      for (const [name, value] of editorConfig?.properties ?? []) {
        if (!properties.has(name)) properties.set(name, value);
      }
      if (editorConfig?.isRoot === true) break;
    }
    const wrong = projects.read(file)?.diagnostics.find(({ severity }) => severity === 'error');
    if (wrong !== undefined) throw new CliFailure(wrong.message);
    const project = projects.settingsOf(file);
    return { ...editorConfigOptions(properties), ...(project === undefined ? {} : formatOptionsFor(project)) };
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

async function readEditorConfigIn(shell: Shell, folder: string): Promise<EditorConfig | undefined> {
  const text = await readIfThere(shell, join(folder, '.editorconfig'));
  return text === undefined ? undefined : readEditorConfig(text);
}

async function readIfThere(shell: Shell, path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = describeSystemError(cause);
    // A folder of that name holds no properties.
    if (reason === 'it does not exist' || reason === 'it is a folder' || reason.startsWith('a part of its path'))
      return undefined;
    throw new CliFailure(`'${shownPath(path, shell.cwd)}' cannot be read: ${reason}.`, { cause });
  }
}
