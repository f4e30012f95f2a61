import type { FormatOptions, Severity } from '@tsk/parser';

/** How a finding is reported: with this severity, or not at all. */
export type RuleLevel = Severity | 'off';

/** Levels by the name of the rule: a code, the readable name of a code, or a kind of rules; see `findRules`. */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

/** Rules and formatting for some files. */
export interface SettingsOverride {
  readonly files: readonly string[];
  readonly rules: RuleLevels;
  readonly format: FormatOptions;
}

/** A JSON Schema of the user's, and the files that it describes. */
export interface SchemaAssociation {
  readonly files: readonly string[];
  /** Relative to the folder of the `tsk.json`. */
  readonly schema: string;
}

/** What a `tsk.json` says. Patterns are relative to its folder; see `matchesPattern`. */
export interface ProjectSettings {
  /** The name that the file goes by in findings. */
  readonly file: string;
  readonly rules: RuleLevels;
  readonly overrides: readonly SettingsOverride[];
  readonly schemas: readonly SchemaAssociation[];
  readonly format: FormatOptions;
  readonly ignore: readonly string[];
}

/** The settings that count for a file: those of the nearest `tsk.json`. */
export interface FileSettings {
  readonly settings: ProjectSettings;
  /** The path of the file, relative to the folder of that `tsk.json`, with `/`. */
  readonly path: string;
}

/** Finds the settings of a file by the name that it goes by in an analysis; undefined where no `tsk.json` is near. */
export type SettingsLookup = (file: string) => FileSettings | undefined;
