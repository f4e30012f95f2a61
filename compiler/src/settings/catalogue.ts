import type { DiagnosticKind } from '@tsk/parser';

/** A `tsk.json` that no JSON reader can read. */
export const notJson: DiagnosticKind<[file: string, reason: string]> = {
  code: 'TSK4201',
  mnemonic: 'E_PROJECT_JSON',
  severity: 'error',
  title: 'Settings file that is not JSON',
  message: (file, reason) => `'${file}' is not JSON: ${reason}.`,
};

/** A member of `tsk.json` that does not exist. */
export const unknownProjectSetting: DiagnosticKind<[file: string, name: string, help: string]> = {
  code: 'TSK4202',
  mnemonic: 'E_PROJECT_SETTING',
  severity: 'error',
  title: 'Setting of a project that does not exist',
  message: (file, name, help) => `'${file}' has a setting '${name}', which there is not. ${help}`,
};

/** A value in `tsk.json` that its setting cannot have. */
export const wrongProjectValue: DiagnosticKind<[file: string, name: string, found: string, wanted: string]> = {
  code: 'TSK4203',
  mnemonic: 'E_PROJECT_VALUE',
  severity: 'error',
  title: 'Setting of a project with a wrong value',
  message: (file, name, found, wanted) =>
    name === '' ? `'${file}' must be ${wanted}.` : `'${name}' in '${file}'${found} must be ${wanted}.`,
};

/** A rule in `tsk.json` that no finding has. */
export const unknownRule: DiagnosticKind<[name: string, help: string]> = {
  code: 'TSK4204',
  mnemonic: 'W_RULE_UNKNOWN',
  severity: 'warning',
  title: 'Rule that does not exist',
  message: (name, help) => `There is no rule '${name}'. ${help}`,
};

/** A rule in `tsk.json` that would hide an error which makes the plan wrong. */
export const fixedRule: DiagnosticKind<[name: string, level: string]> = {
  code: 'TSK4205',
  mnemonic: 'W_RULE_FIXED',
  severity: 'warning',
  title: 'Error that cannot be turned down',
  message: (name, level) =>
    `'${name}' stays an error and cannot be "${level}": with that mistake in it, the plan would not be what the files say; remove this rule.`,
};

/** A `tsk-ignore` comment that hides no finding. */
export const ignoresNothing: DiagnosticKind<[code: string, where: string]> = {
  code: 'TSK4211',
  mnemonic: 'H_IGNORE_UNUSED',
  severity: 'hint',
  title: 'Comment that hides no finding',
  tags: ['unused'],
  message: (code, where) => `There is no ${code} ${where} to ignore; remove this.`,
};

/** A `tsk-ignore` comment that names a code which there is not, or none. */
export const ignoresUnknown: DiagnosticKind<[reason: string]> = {
  code: 'TSK4212',
  mnemonic: 'H_IGNORE_UNKNOWN',
  severity: 'hint',
  title: 'Comment that hides a finding which does not exist',
  message: (reason) => `${reason}.`,
};

/** A `tsk-ignore` comment for an error. */
export const ignoresError: DiagnosticKind<[code: string]> = {
  code: 'TSK4213',
  mnemonic: 'W_IGNORE_ERROR',
  severity: 'warning',
  title: 'Comment that would hide an error',
  message: (code) => `${code} is an error here, and errors cannot be ignored; mend it, and remove this comment.`,
};

/** Every kind of finding about `tsk.json` and about comments that hide findings, in the order of the codes. */
export const settingsDiagnostics: readonly Omit<DiagnosticKind, 'message'>[] = Object.freeze([
  notJson,
  unknownProjectSetting,
  wrongProjectValue,
  unknownRule,
  fixedRule,
  ignoresNothing,
  ignoresUnknown,
  ignoresError,
]);
