/** Bytes of HTTP/1.1 that the scanners look for. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const NINE = 0x39;

/** For each byte of a token (RFC 9110, 5.6.2) its lower case, and 0 for what cannot stand in a token. */
export const tokenLower: Uint8Array = new Uint8Array(256);
/** 1 for what may stand in a field value (RFC 9110, 5.5): blanks, visible characters and obs-text, no control bytes. */
export const isFieldByte: Uint8Array = new Uint8Array(256);
/** 1 for what may stand in a request target: visible ASCII but `#`, which starts a fragment, and no blanks. */
export const isTargetByte: Uint8Array = new Uint8Array(256);
/** The value of a hexadecimal digit, and 255 for any other byte. */
export const hexValue: Uint8Array = new Uint8Array(256).fill(255);

for (const character of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  tokenLower[character.charCodeAt(0)] = character.toLowerCase().charCodeAt(0);
}
for (let byte = 0x20; byte < 0x100; byte += 1) if (byte !== 0x7f) isFieldByte[byte] = 1;
isFieldByte[TAB] = 1;
for (let byte = 0x21; byte < 0x7f; byte += 1) if (byte !== 0x23) isTargetByte[byte] = 1;
for (const [index, character] of [...'0123456789abcdef'].entries()) {
  hexValue[character.charCodeAt(0)] = index;
  hexValue[character.toUpperCase().charCodeAt(0)] = index;
}
