import type { DiagnosticKind } from '../text/catalogue.ts';

/** Value that became the head of a table. */
export const head: DiagnosticKind<[key: string, member: string]> = {
  code: 'TSK2001',
  mnemonic: 'I_HEAD',
  severity: 'info',
  title: 'Value that became the head of a table',
  message: (key: string, member: string) =>
    `'${key}' has a value and is also a table; the value is its member '${member}'.`,
};

/** Head contradicted. */
export const headContradiction: DiagnosticKind<[key: string, head: string, explicit: string]> = {
  code: 'TSK2002',
  mnemonic: 'W_HEAD',
  severity: 'warning',
  title: 'Head contradicted',
  message: (key: string, head: string, explicit: string) =>
    `'${key} = ${head}' is contradicted by 'enabled = ${explicit}'; 'enabled' wins.`,
};

/** Key written twice. */
export const duplicate: DiagnosticKind<[key: string]> = {
  code: 'TSK2003',
  mnemonic: 'W_DUPLICATE',
  severity: 'warning',
  title: 'Key written twice',
  message: (key: string) => `'${key}' is written twice; this value replaces the earlier one.`,
};

/** Same value written twice. */
export const repeated: DiagnosticKind<[key: string]> = {
  code: 'TSK2004',
  mnemonic: 'H_REPEATED',
  severity: 'hint',
  title: 'Same value written twice',
  message: (key: string) => `'${key}' is written twice with the same value.`,
};

/** Section opened twice. */
export const sectionReopened: DiagnosticKind<[path: string]> = {
  code: 'TSK2005',
  mnemonic: 'I_REOPENED',
  severity: 'info',
  title: 'Section opened twice',
  message: (path: string) => `[${path}] is opened a second time; its keys are merged.`,
};

/** Block after a section header. */
export const blockInSection: DiagnosticKind<[path: string]> = {
  code: 'TSK2006',
  mnemonic: 'I_BLOCK_IN_SECTION',
  severity: 'info',
  title: 'Block after a section header',
  message: (path: string) => `this block is '${path}'; move it above the first header for a table at the root.`,
};

/** Table over a value. */
export const headNotScalar: DiagnosticKind<[key: string, what: string]> = {
  code: 'TSK2007',
  mnemonic: 'E_HEAD',
  severity: 'error',
  title: 'Table over a value',
  message: (key: string, what: string) =>
    `'${key}' is ${what} already and cannot be a table too; only true, false or a string can head a table.`,
};

/** Value over a table. */
export const tableThenValue: DiagnosticKind<[key: string]> = {
  code: 'TSK2008',
  mnemonic: 'E_TABLE_VALUE',
  severity: 'error',
  title: 'Value over a table',
  message: (key: string) => `'${key}' is a table already and cannot be a plain value too.`,
};

/** Empty value. */
export const emptyValue: DiagnosticKind<[key: string]> = {
  code: 'TSK2009',
  mnemonic: 'H_EMPTY',
  severity: 'hint',
  title: 'Empty value',
  message: (key: string) => `'${key}' has no value, which means null; write null.`,
};

/** Operator call in quotes. */
export const quotedOperator: DiagnosticKind<[call: string]> = {
  code: 'TSK2010',
  mnemonic: 'H_QUOTED_OPERATOR',
  severity: 'hint',
  title: 'Operator call in quotes',
  message: (call: string) => `'${call}' is text; remove the quotes to call the operator.`,
};

/** Bare word that is also a key. */
export const bareIsKey: DiagnosticKind<[word: string]> = {
  code: 'TSK2011',
  mnemonic: 'W_BARE_IS_KEY',
  severity: 'hint',
  title: 'Bare word that is also a key',
  message: (word: string) => `'${word}' is text although a key has that name; write $${word} to refer to it.`,
};

/** Number that cannot be kept exactly. */
export const impreciseNumber: DiagnosticKind<[written: string, kept: string]> = {
  code: 'TSK2012',
  mnemonic: 'W_PRECISION',
  severity: 'warning',
  title: 'Number that cannot be kept exactly',
  message: (written: string, kept: string) =>
    `${written} cannot be kept exactly and becomes ${kept}; write it as a string.`,
};

/** Every kind of finding that building a document reports. */
export const documentDiagnostics: readonly DiagnosticKind<never>[] = Object.freeze([
  head,
  headContradiction,
  duplicate,
  repeated,
  sectionReopened,
  blockInSection,
  headNotScalar,
  tableThenValue,
  emptyValue,
  quotedOperator,
  bareIsKey,
  impreciseNumber,
]);
