import type { Diagnostic, FormatOptions } from '@tsk/parser';
import { findRule, isFixedError, ruleKind } from './known-rules.ts';
import { matchesAny } from './match-pattern.ts';
import type { FileSettings, RuleLevel, RuleLevels, SettingsLookup } from './project-settings.ts';

/** The findings as the settings want them reported: with other severities, or not at all. Errors that must stay one do. */
export function applyRules(diagnostics: readonly Diagnostic[], settingsOf: SettingsLookup): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const settings = settingsOf(diagnostic.file);
    const level = settings === undefined ? undefined : findLevel(settings, diagnostic.code);
    if (level === undefined || level === diagnostic.severity) return [diagnostic];
    if (diagnostic.severity === 'error' && isFixedError(diagnostic.code)) return [diagnostic];
    return level === 'off' ? [] : [{ ...diagnostic, severity: level }];
  });
}

/** The level of a code in a file; undefined where nothing is said about it. Of several overrides the last one counts. */
function findLevel({ settings, path }: FileSettings, code: string): RuleLevel | undefined {
  const tables = [settings.rules, ...overridesFor({ settings, path }).map(({ rules }) => rules)];
  return tables.reduce<RuleLevel | undefined>((found, table) => levelIn(table, code) ?? found, undefined);
}

/** In one table the narrower name counts: the code before its readable name, and that before the kind. */
function levelIn(table: RuleLevels, code: string): RuleLevel | undefined {
  const names = [code, findRule(code)?.mnemonic ?? code, ruleKind(code)];
  return names
    .map((name) => (Object.hasOwn(table, name) ? table[name] : undefined))
    .find((level) => level !== undefined);
}

function overridesFor({ settings, path }: FileSettings): FileSettings['settings']['overrides'] {
  return settings.overrides.filter(({ files }) => matchesAny(path, files));
}

/** How a file is to be formatted, as far as its settings say so. */
export function formatOptionsFor(file: FileSettings): FormatOptions {
  return Object.assign({}, file.settings.format, ...overridesFor(file).map(({ format }) => format));
}

/** Whether a file is passed over where a folder or a pattern is named. */
export function isIgnored({ settings, path }: FileSettings): boolean {
  return matchesAny(path, settings.ignore);
}

/** The path of the user's own schema for a file, relative to the folder of the `tsk.json`; undefined where there is none. */
export function schemaFor({ settings, path }: FileSettings): string | undefined {
  return settings.schemas.find(({ files }) => matchesAny(path, files))?.schema;
}
