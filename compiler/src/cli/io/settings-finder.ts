import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { resolvePath } from '../../paths.ts';
import { schemaFor } from '../../settings/apply-rules.ts';
import { type DecodedSettings, decodeProjectSettings } from '../../settings/decode-settings.ts';
import type { FileSettings } from '../../settings/project-settings.ts';
import { CliFailure, describeSystemError } from './cli-failure.ts';
import { shownPath } from './collect-files.ts';
import type { Shell } from './shell.ts';

/** The name of the file that holds the settings of a project. */
const settingsName = 'tsk.json';

/** A `tsk.json` that was read. */
export interface ReadSettings extends DecodedSettings {
  readonly text: string;
  /** The folder that it is in, as an absolute path. */
  readonly folder: string;
}

/** Finds the settings of files. Each folder is looked at once, when it is first asked for. */
export interface SettingsFinder {
  /** The settings for a file: those of the nearest `tsk.json`, in its folder or above. */
  readonly settingsOf: (file: string) => FileSettings | undefined;
  /** The user's own schema for a file, as `schemas` there says; relative to the working directory. */
  readonly schemasOf: (file: string) => readonly string[];
  /** The `tsk.json` that counts for a file, with what is wrong with it. */
  readonly read: (file: string) => ReadSettings | undefined;
  /** All that were read up to now, those without findings too. */
  readonly all: () => readonly ReadSettings[];
}

/** Makes the finder of a command. Settings are few and small, and asked for in the midst of an analysis: they are read at once. */
export function settingsFinder(shell: Shell): SettingsFinder {
  const folders = new Map<string, ReadSettings | undefined>();
  const find = (folder: string): ReadSettings | undefined => {
    if (folders.has(folder)) return folders.get(folder);
    const above = dirname(folder);
    const found = readFolder(shell, folder) ?? (above === folder ? undefined : find(above));
    folders.set(folder, found);
    return found;
  };
  const read = (file: string): ReadSettings | undefined => find(dirname(resolve(shell.cwd, file)));
  const settingsOf = (file: string): FileSettings | undefined => {
    const found = read(file);
    if (found === undefined) return undefined;
    return { settings: found.settings, path: relative(found.folder, resolve(shell.cwd, file)).split(sep).join('/') };
  };
  return {
    read,
    settingsOf,
    schemasOf(file) {
      const settings = settingsOf(file);
      const schema = settings === undefined ? undefined : schemaFor(settings);
      return settings === undefined || schema === undefined ? [] : [resolvePath(settings.settings.file, schema)];
    },
    all: () => [...new Set([...folders.values()].filter((found) => found !== undefined))],
  };
}

function readFolder(shell: Shell, folder: string): ReadSettings | undefined {
  const path = join(folder, settingsName);
  const file = shownPath(path, shell.cwd);
  try {
    const text = readFileSync(path, 'utf8');
    return { ...decodeProjectSettings(text, file), text, folder };
  } catch (cause) {
    const reason = describeSystemError(cause);
    // A folder of that name is no settings file.
    if (reason === 'it does not exist' || reason === 'it is a folder' || reason.startsWith('a part of its path')) {
      return undefined;
    }
    throw new CliFailure(`'${file}' cannot be read: ${reason}.`, { cause });
  }
}
