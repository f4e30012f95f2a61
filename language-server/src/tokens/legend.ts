import type { SemanticTokensLegend } from 'vscode-languageserver';

/** What semantic tokens can be; the order is the numbering of the protocol. All are types that editors know. */
export const tokenTypes = [
  'comment',
  'string',
  'number',
  'keyword',
  'operator',
  'property',
  'variable',
  'function',
  'namespace',
  'enumMember',
  'regexp',
  'macro',
] as const;

/** What else can be said of a token. */
export const tokenModifiers = ['declaration', 'readonly', 'documentation', 'defaultLibrary'] as const;

/** One of the types. */
export type SemanticType = (typeof tokenTypes)[number];

/** One of the modifiers. */
export type SemanticModifier = (typeof tokenModifiers)[number];

/** The legend that the server announces. */
export const legend: SemanticTokensLegend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };
