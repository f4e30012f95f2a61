import type { DiagnosticKind } from '../text/catalogue.ts';

/** Neither assigned nor opened. */
export const statement: DiagnosticKind<[subject: string]> = {
  code: 'TSK1031',
  mnemonic: 'E_STMT',
  severity: 'error',
  title: 'Neither assigned nor opened',
  message: (subject: string) =>
    `expected '=', ':', '{' or '>' after ${subject}; statements and calls are code, not configuration.`,
};

/** Word without a value. */
export const noValue: DiagnosticKind<[subject: string]> = {
  code: 'TSK1032',
  mnemonic: 'E_NOVALUE',
  severity: 'error',
  title: 'Word without a value',
  message: (subject: string) => `${subject} is neither assigned nor opened as a block.`,
};

/** Operator call inside an object. */
export const statementInObject: DiagnosticKind<[]> = {
  code: 'TSK1033',
  mnemonic: 'E_STMT_IN_OBJECT',
  severity: 'error',
  title: 'Operator call inside an object',
  message: () => "operator statements are not allowed inside objects; an object holds 'key: value' members.",
};

/** Control-flow block. */
export const operatorBlock: DiagnosticKind<[operator: string]> = {
  code: 'TSK1034',
  mnemonic: 'E_OP_BLOCK',
  severity: 'error',
  title: 'Control-flow block',
  message: (operator: string) =>
    `a block after '${operator}' is code; use @if(condition, a, b) or 'condition ? a : b'.`,
};

/** Assignment to an operator. */
export const operatorAssignment: DiagnosticKind<[operator: string]> = {
  code: 'TSK1035',
  mnemonic: 'E_OP_ASSIGN',
  severity: 'error',
  title: 'Assignment to an operator',
  message: (operator: string) => `assignment to '${operator}' is not configuration; assign to a key or a $variable.`,
};

/** Two assignments on a line. */
export const twoAssignments: DiagnosticKind<[]> = {
  code: 'TSK1036',
  mnemonic: 'E_TWO_ASSIGN',
  severity: 'error',
  title: 'Two assignments on a line',
  message: () => "one assignment per line; quote the value if the text holds a ':' or '='.",
};

/** Type annotation. */
export const typed: DiagnosticKind<[key: string]> = {
  code: 'TSK1037',
  mnemonic: 'E_TYPED',
  severity: 'error',
  title: 'Type annotation',
  message: (key: string) => `'${key}' is annotated with a type; types belong in a schema.`,
};

/** Text after the value. */
export const trailing: DiagnosticKind<[text: string]> = {
  code: 'TSK1038',
  mnemonic: 'E_TRAIL',
  severity: 'error',
  title: 'Text after the value',
  message: (text: string) =>
    `unexpected '${text}' where the statement should end; put quotes around text, and one statement on a line.`,
};

/** Unquoted text with spaces. */
export const bareSpaces: DiagnosticKind<[text: string]> = {
  code: 'TSK1039',
  mnemonic: 'E_BARE_SPACES',
  severity: 'error',
  title: 'Unquoted text with spaces',
  message: (text: string) => `unquoted text with spaces; put quotes around '${text}'.`,
};

/** Incomplete expression. */
export const expression: DiagnosticKind<[after: string]> = {
  code: 'TSK1040',
  mnemonic: 'E_EXPR',
  severity: 'error',
  title: 'Incomplete expression',
  message: (after: string) => `expected a value ${after}.`,
};

/** Malformed argument list. */
export const argument: DiagnosticKind<[text: string]> = {
  code: 'TSK1041',
  mnemonic: 'E_ARGS',
  severity: 'error',
  title: 'Malformed argument list',
  message: (text: string) => `unexpected '${text}' among the arguments; separate them with commas.`,
};

/** Malformed object member. */
export const objectMember: DiagnosticKind<[text: string]> = {
  code: 'TSK1042',
  mnemonic: 'E_OBJ',
  severity: 'error',
  title: 'Malformed object member',
  message: (text: string) => `expected a 'key: value' member, found '${text}'.`,
};

/** Missing or repeated separator. */
export const separator: DiagnosticKind<[reason: string]> = {
  code: 'TSK1043',
  mnemonic: 'E_SEP',
  severity: 'error',
  title: 'Missing or repeated separator',
  message: (reason: string) => `${reason}.`,
};

/** Text after a JSON document. */
export const root: DiagnosticKind<[]> = {
  code: 'TSK1044',
  mnemonic: 'E_ROOT',
  severity: 'error',
  title: 'Text after a JSON document',
  message: () => 'a document that is one JSON object ends with its closing brace.',
};

/** Interpolated key. */
export const interpolatedKey: DiagnosticKind<[]> = {
  code: 'TSK1045',
  mnemonic: 'E_KEY',
  severity: 'error',
  title: 'Interpolated key',
  message: () => 'a key cannot be computed; write it out.',
};

/** Member without a value. */
export const shorthand: DiagnosticKind<[key: string]> = {
  code: 'TSK1046',
  mnemonic: 'E_SHORTHAND',
  severity: 'error',
  title: 'Member without a value',
  message: (key: string) =>
    `'${key}' has no value; shorthand members are not in the language, write '${key}: $${key}'.`,
};

/** List of maps. */
export const listOfMaps: DiagnosticKind<[]> = {
  code: 'TSK1047',
  mnemonic: 'E_LIST_MAP',
  severity: 'error',
  title: 'List of maps',
  message: () => "'- key: value' is reserved; write '- { key: value }'.",
};

/** Misplaced list item. */
export const listItem: DiagnosticKind<[reason: string]> = {
  code: 'TSK1048',
  mnemonic: 'E_LIST',
  severity: 'error',
  title: 'Misplaced list item',
  message: (reason: string) => `${reason}.`,
};

/** Folded block. */
export const folded: DiagnosticKind<[]> = {
  code: 'TSK1049',
  mnemonic: 'E_FOLDED',
  severity: 'error',
  title: 'Folded block',
  message: () => "'>' after ':' is reserved; use '|' or \"\"\" for text over several lines.",
};
