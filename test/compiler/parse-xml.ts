/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads an XML document without a DTD; throws where it is not well-formed, as every XML reader has to. (XML 1.0) */
export function parseXml(document: string): XmlElement {
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(document))
    throw new Error('forbidden character');
  const body = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trimEnd();
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const tag = /<(?:\/([\w-]+)|([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?))>|([^<]+)/gy;
  let end = 0;
  for (const match of body.matchAll(tag)) {
    end = match.index + match[0].length;
    const [, closed, name, attributes = '', empty, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += decode(text);
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (name === undefined) continue;
    const element = { name, attributes: readAttributes(attributes), children: [], text: '' };
    parent.children.push(element);
    if (empty !== '/') open.push(element);
  }
  const [only, ...others] = root.children;
  if (end !== body.length) throw new Error(`not well-formed: ${body.slice(end, end + 40)}`);
  if (only === undefined || others.length > 0 || open.length !== 1 || root.text !== '')
    throw new Error('not one element');
  return only;
}

function readAttributes(written: string): Record<string, string> {
  const pairs = [...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decode(value)]);
  const attributes = Object.fromEntries(pairs);
  if (Object.keys(attributes).length !== pairs.length) throw new Error('attribute given twice');
  return attributes;
}

function decode(text: string): string {
  if (/&(?!(?:lt|gt|amp|quot|apos|#\d+);)/.test(text)) throw new Error(`unknown reference in ${text}`);
  return text.replace(/&(#?)(\w+);/g, (_all, number, name) =>
    number === '' ? (entities[name] ?? '') : String.fromCodePoint(Number(name)),
  );
}
