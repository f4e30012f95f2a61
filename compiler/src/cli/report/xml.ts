/** Characters that XML 1.0 has no way to write, and halves of characters. */
const impossible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that may not be written.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as the content of an element. */
export function escapeText(text: string): string {
  return text.replace(impossible, '\ufffd').replace(/[&<>\r]/g, (character) => names[character] ?? character);
}

/** An element with attributes, and with content that is XML already; without content it is closed at once. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return content === '' ? `${open}/>` : `${open}>${content}</${name}>`;
}

function escapeAttribute(text: string): string {
  return text.replace(impossible, '\ufffd').replace(/[&<>"\t\n\r]/g, (character) => names[character] ?? character);
}
