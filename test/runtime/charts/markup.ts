/** Names of elements and their attributes, in the order of the text, of markup that is well-formed; else says where it is not. */
export function elementsOf(markup: string): readonly { readonly name: string; readonly attributes: string }[] {
  const elements: { name: string; attributes: string }[] = [];
  const open: string[] = [];
  for (const [, close = '', name = '', attributes = ''] of markup.matchAll(
    /<(\/?)([a-zA-Z][\w:]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g,
  )) {
    if (close === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      continue;
    }
    elements.push({ name, attributes });
    const isVoid = name === 'meta' || attributes.endsWith('/');
    if (!isVoid) open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  return elements;
}
