import type { Place } from '@tsk/parser';
import type { DeferredSetting } from '../base/deferred.ts';

/** A setting after checking: units applied, defaults filled in. */
export type Setting = string | number | boolean | null | DeferredSetting | readonly Setting[] | SettingTable;

/** A table of settings. It has no prototype, so that every key is the user's. */
export interface SettingTable {
  readonly [key: string]: Setting;
}

/**
 * A checked configuration. Durations are in milliseconds, sizes in bytes, shares from 0 to 1, whatever unit they were
 * written in; every key that has a default and whose table is there is there. Invalid values are replaced by their default;
 * a table that lacks a key without which it means nothing is left out.
 */
export interface Config {
  readonly settings: SettingTable;
  /** Where each setting was written, by JSON pointer into `settings`; a default has no place. */
  readonly places: ReadonlyMap<string, Place>;
}
