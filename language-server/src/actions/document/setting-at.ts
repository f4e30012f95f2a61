import { findSetting, type SettingSchema } from '@tsk/schemas';
import { namesOf } from '../../names/configuration-names.ts';
import { type FoundValue, findValueAt } from '../../names/find-text.ts';
import type { ActionSource } from './action.ts';

/** A value of the data with what the schema says about its key. */
export interface ValueSetting extends FoundValue {
  readonly setting: SettingSchema;
}

/** The value at the cursor and its setting; undefined where the schema has none. */
export function settingAt(source: ActionSource): ValueSetting | undefined {
  const found = findValueAt(source.document, source.range.start);
  if (found === undefined) return undefined;
  const setting = findSetting(pathInConfiguration(source, found.path));
  return setting === undefined ? undefined : { ...found, setting };
}

/** The path in the configuration of a path in the file: it may be included in a table. */
export function pathInConfiguration(source: ActionSource, path: readonly string[]): readonly string[] {
  return [...namesOf(source.configuration()).mountOf(source.document.path), ...path];
}
