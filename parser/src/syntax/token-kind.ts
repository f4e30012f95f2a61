/**
 * What a token is. Every character of a text belongs to exactly one token, so that joining the tokens gives the text back.
 * Brackets, `Indent` and `Dedent` are always balanced: a closer that the text lacks is a token of width zero.
 */
export const TokenKind = {
  // Trivia: what the grammar does not see.
  Whitespace: 0,
  Newline: 1,
  Comment: 2,
  Fence: 3,
  Pragma: 4,
  ForeignComment: 5,
  Semicolon: 6,
  StrayComma: 7,
  ConflictMarker: 8,
  // Layout.
  EndOfLine: 9,
  Indent: 10,
  Dedent: 11,
  Dash: 12,
  Separator: 13,
  Comma: 14,
  // Brackets.
  HeaderOpen: 15,
  HeaderClose: 16,
  AngleOpen: 17,
  AngleClose: 18,
  BraceOpen: 19,
  BraceClose: 20,
  BracketOpen: 21,
  BracketClose: 22,
  ParenOpen: 23,
  ParenClose: 24,
  InterpolationOpen: 25,
  InterpolationClose: 26,
  // Keys.
  KeyName: 27,
  KeyString: 28,
  KeyVariable: 29,
  Include: 30,
  // Punctuation.
  Equals: 31,
  Colon: 32,
  Dot: 33,
  OptionalDot: 34,
  Question: 35,
  TernaryColon: 36,
  Infix: 37,
  Prefix: 38,
  // Operands.
  Name: 39,
  Variable: 40,
  Operator: 41,
  Number: 42,
  Quantity: 43,
  Range: 44,
  DateTime: 45,
  Keyword: 46,
  Atom: 47,
  String: 48,
  RawString: 49,
  TripleString: 50,
  RawTripleString: 51,
  BlockScalar: 52,
  StringStart: 53,
  TripleStart: 54,
  StringText: 55,
  StringEnd: 56,
  // Text that belongs to nothing; its diagnostic is reported.
  Bad: 57,
} as const;

/** One of the numbers of the table `TokenKind`. */
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Tells whether tokens of a kind are trivia: blanks, comments and separators that carry no meaning. */
export function isTrivia(kind: TokenKind): boolean {
  return kind <= TokenKind.ConflictMarker;
}

const names = Object.keys(TokenKind);

/** The name of a token kind, for tests and debugging. */
export function tokenKindName(kind: TokenKind): string {
  return names[kind] ?? 'Unknown';
}
