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

const escapes = /\\(?:u\{([\dA-Fa-f]{1,6})\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|([nrt0\\"'/$]))/g;

/**
 * The text that the inside of a `"…"` string stands for. An unknown escape such as `\d` stays as its two characters, because
 * patterns are written that way. (language.md, section 2.5)
 */
export function unescapeString(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(escapes, (whole, braced?: string, four?: string, two?: string, simple?: string) => {
    if (simple !== undefined) return simpleEscapes[simple] ?? whole;
    const code = Number.parseInt(braced ?? four ?? two ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
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
