/** The UTF-8 bytes of a text. */
export function encodeUtf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const escaped = encodeURIComponent(character);
    if (escaped.length === 1) bytes.push(escaped.charCodeAt(0));
    else if (!escaped.startsWith('%')) bytes.push(character.charCodeAt(0));
    else for (const [, hex = ''] of escaped.matchAll(/%(..)/g)) bytes.push(Number.parseInt(hex, 16));
  }
  return bytes;
}

/** The text of UTF-8 bytes; undefined where they are none. */
export function decodeUtf8(bytes: readonly number[]): string | undefined {
  return decodePercent(bytes.map((byte) => `%${toHex(byte)}`).join(''));
}

/** Two hexadecimal digits. */
export function toHex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** The text of percent-encoded text; undefined where it is none. */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
