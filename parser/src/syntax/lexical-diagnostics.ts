import type { DiagnosticKind } from '../text/catalogue.ts';

/** Executable directive. */
export const directive: DiagnosticKind<[header: string]> = {
  code: 'TSK1001',
  mnemonic: 'E_DIRECTIVE',
  severity: 'error',
  title: 'Executable directive',
  message: (header: string) => `'${header}' is an executable directive, not configuration; write a section or a block.`,
};

/** Foreign comment style. */
export const commentStyle: DiagnosticKind<[opener: string]> = {
  code: 'TSK1002',
  mnemonic: 'E_COMMENT_STYLE',
  severity: 'error',
  title: 'Foreign comment style',
  message: (opener: string) => `'${opener}' does not start a comment here; comments start with '#'.`,
};

/** String that does not end on its line. */
export const stringNewline: DiagnosticKind<[quote: string]> = {
  code: 'TSK1003',
  mnemonic: 'E_STRING_NL',
  severity: 'error',
  title: 'String that does not end on its line',
  message: (quote: string) =>
    `this string does not end on its line; close it with ${quote}, or use """ for several lines.`,
};

/** Unclosed triple-quoted string. */
export const unclosedTriple: DiagnosticKind<[quotes: string]> = {
  code: 'TSK1004',
  mnemonic: 'E_TRIPLE',
  severity: 'error',
  title: 'Unclosed triple-quoted string',
  message: (quotes: string) => `this string is never closed; end it with ${quotes}.`,
};

/** Unclosed ### fence. */
export const unclosedFence: DiagnosticKind<[]> = {
  code: 'TSK1005',
  mnemonic: 'E_FENCE',
  severity: 'error',
  title: 'Unclosed ### fence',
  message: () => "this '###' comment is never closed; end it with a line that is only '###'.",
};

/** Malformed interpolation. */
export const interpolation: DiagnosticKind<[]> = {
  code: 'TSK1006',
  mnemonic: 'E_TEMPLATE',
  severity: 'error',
  title: 'Malformed interpolation',
  message: () =>
    `'$\{' must be closed by '}' on the same line and hold one expression; write '\\$\{' for the characters themselves.`,
};

/** Backtick string. */
export const backtick: DiagnosticKind<[]> = {
  code: 'TSK1007',
  mnemonic: 'E_BACKTICK',
  severity: 'error',
  title: 'Backtick string',
  message: () => 'backticks do not quote strings; use "…", or """ for several lines.',
};

/** Here-document. */
export const heredoc: DiagnosticKind<[opener: string]> = {
  code: 'TSK1008',
  mnemonic: 'E_HEREDOC',
  severity: 'error',
  title: 'Here-document',
  message: (opener: string) => `'${opener}' here-documents are not in the language; use """.`,
};

/** Character that nothing starts with. */
export const unexpectedCharacter: DiagnosticKind<[text: string]> = {
  code: 'TSK1009',
  mnemonic: 'E_TOKEN',
  severity: 'error',
  title: 'Character that nothing starts with',
  message: (text: string) => `'${text}' cannot stand here.`,
};

/** Strict equality operator. */
export const strictEquality: DiagnosticKind<[written: string, instead: string]> = {
  code: 'TSK1010',
  mnemonic: 'E_STRICT_EQ',
  severity: 'error',
  title: 'Strict equality operator',
  message: (written: string, instead: string) => `'${written}' is not an operator; use '${instead}'.`,
};

/** Single pipe. */
export const pipe: DiagnosticKind<[written: string]> = {
  code: 'TSK1011',
  mnemonic: 'E_PIPE',
  severity: 'error',
  title: 'Single pipe',
  message: (written: string) => `'${written}' is not an operator; use '??' for a fallback value.`,
};

/** Arrow function. */
export const lambda: DiagnosticKind<[]> = {
  code: 'TSK1012',
  mnemonic: 'E_LAMBDA',
  severity: 'error',
  title: 'Arrow function',
  message: () => "arrow functions are code, not configuration; pass an expression that uses 'item' instead.",
};

/** Spread. */
export const spread: DiagnosticKind<[]> = {
  code: 'TSK1013',
  mnemonic: 'E_SPREAD',
  severity: 'error',
  title: 'Spread',
  message: () => 'spread is code; use @include or @object.merge.',
};

/** Merge conflict marker. */
export const conflictMarker: DiagnosticKind<[]> = {
  code: 'TSK1014',
  mnemonic: 'E_CONFLICT',
  severity: 'error',
  title: 'Merge conflict marker',
  message: () => 'this is a merge conflict; keep one of its sides and delete the markers.',
};

/** Code or markup. */
export const markup: DiagnosticKind<[what: string]> = {
  code: 'TSK1015',
  mnemonic: 'E_CODE',
  severity: 'error',
  title: 'Code or markup',
  message: (what: string) => `${what} is not configuration; put it in a """ string if it is text.`,
};

/** Unquoted URL, path or address. */
export const bareText: DiagnosticKind<[text: string]> = {
  code: 'TSK1016',
  mnemonic: 'E_BARE_TEXT',
  severity: 'error',
  title: 'Unquoted URL, path or address',
  message: (text: string) => `'${text}' needs quotes.`,
};

/** Dotted name as a whole value. */
export const ambiguousBare: DiagnosticKind<[text: string]> = {
  code: 'TSK1017',
  mnemonic: 'E_AMBIGUOUS_BARE',
  severity: 'error',
  title: 'Dotted name as a whole value',
  message: (text: string) => `'${text}' could be text or a reference: write "${text}" or $${text}.`,
};

/** Misspelt keyword. */
export const keywordCase: DiagnosticKind<[written: string, instead: string]> = {
  code: 'TSK1018',
  mnemonic: 'E_KEYWORD_CASE',
  severity: 'error',
  title: 'Misspelt keyword',
  message: (written: string, instead: string) =>
    `'${written}' is not a keyword; write ${instead}, or "${written}" for the text.`,
};

/** yes, no, on, off. */
export const booleanWord: DiagnosticKind<[written: string, instead: string]> = {
  code: 'TSK1019',
  mnemonic: 'W_BOOLEAN_WORD',
  severity: 'hint',
  title: 'yes, no, on, off',
  message: (written: string, instead: string) => `'${written}' means ${instead}; write ${instead}.`,
};

/** Bracket that is not closed. */
export const unclosed: DiagnosticKind<[opener: string, closer: string]> = {
  code: 'TSK1021',
  mnemonic: 'E_UNCLOSED',
  severity: 'error',
  title: 'Bracket that is not closed',
  message: (opener: string, closer: string) => `'${opener}' is not closed; '${closer}' is missing.`,
};

/** Closer without an opener. */
export const strayCloser: DiagnosticKind<[closer: string]> = {
  code: 'TSK1022',
  mnemonic: 'E_CLOSE',
  severity: 'error',
  title: 'Closer without an opener',
  message: (closer: string) => `'${closer}' closes nothing.`,
};

/** Nested too deeply. */
export const tooDeep: DiagnosticKind<[limit: number]> = {
  code: 'TSK1023',
  mnemonic: 'E_DEPTH',
  severity: 'error',
  title: 'Nested too deeply',
  message: (limit: number) => `this is nested more than ${limit} deep.`,
};

/** Inconsistent indentation. */
export const indent: DiagnosticKind<[expected: string]> = {
  code: 'TSK1024',
  mnemonic: 'E_INDENT',
  severity: 'error',
  title: 'Inconsistent indentation',
  message: (expected: string) => `inconsistent indentation; expected ${expected}.`,
};

/** Indented block after =. */
export const indentAfterEquals: DiagnosticKind<[key: string]> = {
  code: 'TSK1025',
  mnemonic: 'E_INDENT_EQ',
  severity: 'error',
  title: 'Indented block after =',
  message: (key: string) => `an indented block follows ':', not '='; write '${key}:'.`,
};

/** Malformed section header. */
export const section: DiagnosticKind<[reason: string]> = {
  code: 'TSK1026',
  mnemonic: 'E_SECTION',
  severity: 'error',
  title: 'Malformed section header',
  message: (reason: string) => `malformed section header: ${reason}.`,
};

/** Comma after a statement. */
export const strayComma: DiagnosticKind<[]> = {
  code: 'TSK1027',
  mnemonic: 'W_STRAY_COMMA',
  severity: 'warning',
  title: 'Comma after a statement',
  message: () => 'this comma separates nothing; statements end with their line.',
};
