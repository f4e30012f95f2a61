import type { DiagnosticKind } from '@tsk/parser';
import { code, enumerate } from './enumerate.ts';

/**
 * The findings of `checkConfig`. Keys come dotted and bare, everything else as the
 * words that stand in the sentence; a hint is its end, with the punctuation.
 */

export const unknownTable: DiagnosticKind<[name: string, hint: string]> = {
  code: 'TSK4001',
  mnemonic: 'E_UNKNOWN_TABLE',
  severity: 'error',
  title: 'Unknown table',
  message: (name, hint) => `There is no table \`${name}\`${hint}`,
};

export const unknownKey: DiagnosticKind<[table: string, key: string, hint: string]> = {
  code: 'TSK4002',
  mnemonic: 'E_UNKNOWN_KEY',
  severity: 'error',
  title: 'Unknown key',
  message: (table, key, hint) =>
    table === '' ? `There is no key \`${key}\` outside of a table${hint}` : `\`${table}\` has no key \`${key}\`${hint}`,
};

export const wrongType: DiagnosticKind<[key: string, expected: string, found: string]> = {
  code: 'TSK4003',
  mnemonic: 'E_TYPE',
  severity: 'error',
  title: 'Value of the wrong type',
  message: (key, expected, found) => `\`${key}\` must be ${expected}, not ${found}.`,
};

export const outOfRange: DiagnosticKind<[key: string, limit: string, found: string]> = {
  code: 'TSK4004',
  mnemonic: 'E_RANGE',
  severity: 'error',
  title: 'Value out of range',
  message: (key, limit, found) => `\`${key}\` must be ${limit}, not ${found}.`,
};

export const notAChoice: DiagnosticKind<[key: string, found: string, hint: string]> = {
  code: 'TSK4005',
  mnemonic: 'E_CHOICE',
  severity: 'error',
  title: 'Value that is not one of the choices',
  message: (key, found, hint) => `\`${key}\` cannot be ${found}${hint}`,
};

export const missingKey: DiagnosticKind<[table: string, keys: string]> = {
  code: 'TSK4006',
  mnemonic: 'E_MISSING',
  severity: 'error',
  title: 'Missing key',
  message: (table, keys) => `\`${table}\` needs ${keys}.`,
};

export const wrongUnit: DiagnosticKind<[key: string, kind: string, found: string, hint: string]> = {
  code: 'TSK4007',
  mnemonic: 'E_UNIT',
  severity: 'error',
  title: 'Unit that does not fit',
  message: (key, kind, found, hint) => `\`${key}\` is ${kind}, and ${found}${hint}`,
};

export const wrongForm: DiagnosticKind<[key: string, form: string, found: string]> = {
  code: 'TSK4008',
  mnemonic: 'E_FORM',
  severity: 'error',
  title: 'Text of the wrong form',
  message: (key, form, found) => `\`${key}\` must be ${form}, not ${found}.`,
};

export const deprecatedValue: DiagnosticKind<[key: string, value: string, reason: string]> = {
  code: 'TSK4009',
  mnemonic: 'W_DEPRECATED',
  severity: 'warning',
  title: 'Deprecated value',
  tags: ['deprecated'],
  message: (key, value, reason) => `\`${key}\` should no longer be ${value}: ${reason}.`,
};

export const headDiffers: DiagnosticKind<[table: string, head: string, member: string, value: string]> = {
  code: 'TSK4010',
  mnemonic: 'W_HEAD',
  severity: 'warning',
  title: 'Table whose head says something else than its member',
  message: (table, head, member, value) =>
    `\`${table}\` is opened as ${head}, but its \`${member}\` is ${value}, and that is what counts.`,
};

export const unsetVariable: DiagnosticKind<[key: string, variable: string]> = {
  code: 'TSK4011',
  mnemonic: 'E_ENV_UNSET',
  severity: 'error',
  title: 'Environment variable that is not set',
  message: (key, variable) =>
    `\`${key}\` needs the environment variable ${variable}, which is not set and has no default.`,
};

export const unfitVariable: DiagnosticKind<[key: string, expected: string, variable: string, text: string]> = {
  code: 'TSK4012',
  mnemonic: 'E_ENV_VALUE',
  severity: 'error',
  title: 'Environment variable that does not fit',
  message: (key, expected, variable, text) =>
    `\`${key}\` must be ${expected}, but the environment variable ${variable} is ${text}.`,
};

export const wrongName: DiagnosticKind<[table: string, name: string, form: string]> = {
  code: 'TSK4013',
  mnemonic: 'E_NAME',
  severity: 'error',
  title: 'Name that cannot be used',
  message: (table, name, form) => `\`${table}\` cannot have the key ${name}: a key there must be ${form}.`,
};

export const otherName: DiagnosticKind<[key: string, names: readonly string[]]> = {
  code: 'TSK4014',
  mnemonic: 'H_OTHER_NAME',
  severity: 'hint',
  title: 'Setting under another name',
  message: (key, names) => `\`${key}\` is read as ${enumerate(names.map(code), 'and')}; write that name.`,
};

export const saidTwice: DiagnosticKind<[key: string, one: string, other: string]> = {
  code: 'TSK4015',
  mnemonic: 'E_TWO_NAMES',
  severity: 'error',
  title: 'One setting with two names and two values',
  message: (key, one, other) =>
    `\`${one}\` and \`${other}\` are both \`${key}\`, and have different values; keep one of them.`,
};

export const notRun: DiagnosticKind<[key: string]> = {
  code: 'TSK4016',
  mnemonic: 'I_NOT_RUN',
  severity: 'info',
  title: 'Setting that the runtime does not act on',
  message: (key) => `\`${key}\` is checked, but tsk-run does not act on it; it is there for other programs.`,
};

export const unclearShare: DiagnosticKind<[key: string, found: string, small: string, large: string]> = {
  code: 'TSK4017',
  mnemonic: 'E_UNCLEAR_SHARE',
  severity: 'error',
  title: 'Share that may be a percentage',
  message: (key, found, small, large) =>
    `\`${key}\` is ${found}, which may be ${small} or ${large}; write one of them.`,
};

export const otherSpelling: DiagnosticKind<[key: string, found: string, choice: string]> = {
  code: 'TSK4018',
  mnemonic: 'H_OTHER_SPELLING',
  severity: 'hint',
  title: 'Choice in another spelling',
  message: (key, found, choice) => `\`${key}\` is ${found}, which is read as ${choice}; write that.`,
};

export const schemaUnusable: DiagnosticKind<[file: string, problem: string]> = {
  code: 'TSK4019',
  mnemonic: 'E_SCHEMA',
  severity: 'error',
  title: 'Schema that cannot be used',
  message: (file, problem) => `${file} ${problem}.`,
};

export const brokenRule: DiagnosticKind<[key: string, rule: string, schema: string]> = {
  code: 'TSK4020',
  mnemonic: 'E_SCHEMA_RULE',
  severity: 'error',
  title: 'Rule of your own schema that is not kept',
  message: (key, rule, schema) => `\`${key}\` ${rule}, says ${schema}.`,
};

/** Every kind of finding of this stage, in the order of their codes. */
export const configDiagnostics: readonly Omit<DiagnosticKind, 'message'>[] = [
  unknownTable,
  unknownKey,
  wrongType,
  outOfRange,
  notAChoice,
  missingKey,
  wrongUnit,
  wrongForm,
  deprecatedValue,
  headDiffers,
  unsetVariable,
  unfitVariable,
  wrongName,
  otherName,
  saidTwice,
  notRun,
  unclearShare,
  otherSpelling,
  schemaUnusable,
  brokenRule,
];
