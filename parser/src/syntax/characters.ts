/** The characters that the lexer asks for by number. */
export const Char = {
  Tab: 9,
  LineFeed: 10,
  CarriageReturn: 13,
  Space: 32,
  Bang: 33,
  DoubleQuote: 34,
  Hash: 35,
  Dollar: 36,
  Percent: 37,
  Ampersand: 38,
  SingleQuote: 39,
  ParenOpen: 40,
  ParenClose: 41,
  Star: 42,
  Plus: 43,
  Comma: 44,
  Minus: 45,
  Dot: 46,
  Slash: 47,
  Zero: 48,
  Colon: 58,
  Semicolon: 59,
  Less: 60,
  Equals: 61,
  Greater: 62,
  Question: 63,
  At: 64,
  BracketOpen: 91,
  Backslash: 92,
  BracketClose: 93,
  Caret: 94,
  Backtick: 96,
  LowerF: 102,
  LowerT: 116,
  BraceOpen: 123,
  Pipe: 124,
  BraceClose: 125,
  NoBreakSpace: 0xa0,
  ByteOrderMark: 0xfeff,
} as const;

const NAME_START = 1;
const NAME_PART = 2;
const BLANK = 4;

/** What each of the first 128 characters can be, as a set of the bits above: one look-up answers most questions. */
const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) classes[code] = NAME_START | NAME_PART;
  else if (/[0-9]/.test(character)) classes[code] = NAME_PART;
  else if (/[ \t\v\f]/.test(character)) classes[code] = BLANK;
}

const wideNamePart = /[\p{L}\p{N}\p{M}]/u;

/** The character at an offset; 0 beyond the end of the text, where `charCodeAt` would give a NaN and make V8 count in doubles. */
export function codeAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

/** Tells whether a name can start with this character: a letter of any script or `_`. */
export function isNameStart(code: number): boolean {
  return code < 128 ? ((classes[code] ?? 0) & NAME_START) !== 0 : isWideNamePart(code);
}

/** Tells whether this character can stand inside a name, `-` aside: a letter, a digit or `_`. */
export function isNamePart(code: number): boolean {
  return code < 128 ? ((classes[code] ?? 0) & NAME_PART) !== 0 : isWideNamePart(code);
}

/** Tells whether this is one of `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Tells whether this is a blank inside a line. */
export function isBlank(code: number): boolean {
  if (code < 128) return ((classes[code] ?? 0) & BLANK) !== 0;
  return code === Char.NoBreakSpace || code === Char.ByteOrderMark;
}

/** Tells whether a line ends here. */
export function isNewline(code: number): boolean {
  return code === Char.LineFeed || code === Char.CarriageReturn;
}

/** A letter, digit or mark of any script in the basic plane. */
function isWideNamePart(code: number): boolean {
  if (code >= 0xd800 && code <= 0xdfff) return false;
  return code >= 128 && wideNamePart.test(String.fromCharCode(code));
}

/** The offset after the blanks that start at `from`. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(codeAt(text, at))) at++;
  return at;
}

/** The offset after the digits that start at `from`. */
export function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(codeAt(text, at))) at++;
  return at;
}

/** The offset after the name characters that start at `from`; `-` belongs to a name when a letter or digit follows it. */
export function skipName(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = codeAt(text, at);
    if (isNamePart(code)) at++;
    else if (code === Char.Minus && at > from && isNamePart(codeAt(text, at + 1))) at += 2;
    else return at;
  }
}

/** The offset of the line break at or after `from`, or the text's end. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isNewline(codeAt(text, at))) at++;
  return at;
}

/** The offset after the line break at `at`: `\r\n` is one. */
export function afterNewline(text: string, at: number): number {
  if (at >= text.length) return at;
  return codeAt(text, at) === Char.CarriageReturn && codeAt(text, at + 1) === Char.LineFeed ? at + 2 : at + 1;
}

/** Tells whether a statement can end at `from`: blanks, `;` and a comment aside, nothing more is on the line. */
export function isStatementEnd(text: string, from: number): boolean {
  let at = skipBlanks(text, from);
  if (codeAt(text, at) === Char.Semicolon) at = skipBlanks(text, at + 1);
  return at >= text.length || isNewline(codeAt(text, at)) || codeAt(text, at) === Char.Hash;
}
