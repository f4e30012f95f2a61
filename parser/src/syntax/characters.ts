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
  BraceOpen: 123,
  Pipe: 124,
  BraceClose: 125,
  NoBreakSpace: 0xa0,
  ByteOrderMark: 0xfeff,
} as const;

const LETTER = 1;
const DIGIT = 2;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) classes[code] = LETTER;
  else if (/[0-9]/.test(character)) classes[code] = DIGIT;
}

const wideNamePart = /[\p{L}\p{N}\p{M}]/u;

/** Tells whether a name can start with this character: a letter of any script or `_`. */
export function isNameStart(code: number): boolean {
  return code < 128 ? classes[code] === LETTER : isWideNamePart(code);
}

/** Tells whether this character can stand inside a name, `-` aside: a letter, a digit or `_`. */
export function isNamePart(code: number): boolean {
  return code < 128 ? classes[code] !== 0 : isWideNamePart(code);
}

/** Tells whether this is one of `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Tells whether this is a blank inside a line. */
export function isBlank(code: number): boolean {
  if (code <= Char.Space) return code === Char.Space || code === Char.Tab || code === 11 || code === 12;
  return code >= Char.NoBreakSpace && (code === Char.NoBreakSpace || code === Char.ByteOrderMark);
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
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the name characters that start at `from`; `-` belongs to a name when a letter or digit follows it. */
export function skipName(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isNamePart(code)) at++;
    else if (code === Char.Minus && at > from && isNamePart(text.charCodeAt(at + 1))) at += 2;
    else return at;
  }
}

/** The offset of the line break at or after `from`, or the text's end. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isNewline(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the line break at `at`: `\r\n` is one. */
export function afterNewline(text: string, at: number): number {
  if (at >= text.length) return at;
  return text.charCodeAt(at) === Char.CarriageReturn && text.charCodeAt(at + 1) === Char.LineFeed ? at + 2 : at + 1;
}

/** Tells whether a statement can end at `from`: blanks, `;` and a comment aside, nothing more is on the line. */
export function isStatementEnd(text: string, from: number): boolean {
  let at = skipBlanks(text, from);
  if (text.charCodeAt(at) === Char.Semicolon) at = skipBlanks(text, at + 1);
  return at >= text.length || isNewline(text.charCodeAt(at)) || text.charCodeAt(at) === Char.Hash;
}
