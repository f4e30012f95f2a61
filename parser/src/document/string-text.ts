const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
  $: '$',
};

const numericEscape = /u\{([\dA-Fa-f]{1,6})\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})/y;

/**
 * The text that the inside of a `"…"` string stands for. An unknown escape such as `\d` stays as its two characters, because
 * patterns are written that way. (language.md, section 2.5)
 */
export function unescapeString(source: string): string {
  let backslash = source.indexOf('\\');
  if (backslash < 0) return source;
  let text = '';
  let done = 0;
  for (; backslash >= 0; backslash = source.indexOf('\\', Math.max(done, backslash + 1))) {
    const simple = simpleEscapes[source.charAt(backslash + 1)];
    if (simple !== undefined) {
      text += source.slice(done, backslash) + simple;
      done = backslash + 2;
      continue;
    }
    const character = numericCharacter(source, backslash + 1);
    if (character === undefined) continue;
    text += source.slice(done, backslash) + character;
    done = numericEscape.lastIndex;
  }
  return text + source.slice(done);
}

/** The character of `u{1F600}`, `u00e9` or `xe9`, which ends where the pattern stopped. */
function numericCharacter(source: string, at: number): string | undefined {
  numericEscape.lastIndex = at;
  const match = numericEscape.exec(source);
  if (match === null) return undefined;
  const code = Number.parseInt(match[1] ?? match[2] ?? match[3] ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The text of the inside of a `'…'` string: only `\'` and `\\` are escapes. */
export function unescapeRaw(source: string): string {
  return source.includes('\\') ? source.replace(/\\(['\\])/g, '$1') : source;
}

/** The inside of a triple-quoted string: line breaks become `\n`, and the one right after the opening quotes is dropped. */
export function tripleBody(source: string): string {
  const text = normalizeNewlines(source);
  return text.startsWith('\n') ? text.slice(1) : text;
}

/** The text with every line break written `\n`. */
function normalizeNewlines(source: string): string {
  return source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
}

/** The text of a block scalar from its `|` on: its lines without the indentation of the first, each ended by `\n`. */
export function blockScalarText(source: string): string {
  const lines = normalizeNewlines(source).split('\n').slice(1);
  if (lines.length === 0) return '';
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const indent = /^\s*/.exec(first)?.[0] ?? '';
  return lines.map((line) => `${line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()}\n`).join('');
}
