import { createToken, EOF, type IToken, type TokenType } from 'chevrotain';

/**
 * The terminals of the grammar. They are coarser than token kinds: the grammar asks "is this a literal?", not "is it a range?".
 * A `Scalar` is a literal that is the whole value, which the lexer knows and which spares most values the expression rules.
 * The lexer writes these numbers; 0 is the end of the file.
 */
export const Terminal = {
  EndOfFile: 0,
  EndOfLine: 1,
  Indent: 2,
  Dedent: 3,
  Dash: 4,
  Separator: 5,
  HeaderOpen: 6,
  HeaderClose: 7,
  AngleOpen: 8,
  AngleClose: 9,
  BraceOpen: 10,
  BraceClose: 11,
  BracketOpen: 12,
  BracketClose: 13,
  ParenOpen: 14,
  ParenClose: 15,
  InterpolationOpen: 16,
  InterpolationClose: 17,
  Key: 18,
  KeyVariable: 19,
  Include: 20,
  Assign: 21,
  Dot: 22,
  Question: 23,
  TernaryColon: 24,
  Infix: 25,
  Prefix: 26,
  Name: 27,
  Operator: 28,
  Literal: 29,
  Scalar: 30,
  TemplateStart: 31,
  TemplateText: 32,
  TemplateEnd: 33,
  Bad: 34,
} as const;

type TerminalName = Exclude<keyof typeof Terminal, 'EndOfFile'>;

function makeTerminals(): Readonly<Record<TerminalName, TokenType>> {
  const made: Partial<Record<TerminalName, TokenType>> = {};
  for (const name of names) made[name] = createToken({ name });
  return made as Record<TerminalName, TokenType>;
}

const names = Object.keys(Terminal).slice(1) as TerminalName[];

/** The Chevrotain token type of each terminal. */
export const terminals: Readonly<Record<TerminalName, TokenType>> = makeTerminals();

/** One shared token object per terminal: the parser moves over numbers and never makes a token object. */
export const sharedTokens: readonly IToken[] = [EOF, ...names.map((name) => terminals[name])].map((tokenType) =>
  Object.freeze({ image: '', startOffset: -1, tokenTypeIdx: tokenType.tokenTypeIdx ?? 0, tokenType }),
);

/** A set of terminals, as a table that is asked by number. */
export function terminalSet(...members: readonly number[]): Uint8Array {
  const set = new Uint8Array(sharedTokens.length);
  for (const member of members) set[member] = 1;
  return set;
}
