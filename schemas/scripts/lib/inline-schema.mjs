import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads a schema of several files and returns it as one tree without `$ref`: what a reference names is put in its place,
 * and the keywords beside the reference replace its own. The schemas of settings refer to each other but never to
 * themselves, so that the tree is finite; a circle is an error.
 */
export function inlineSchema(folder, entry) {
  const files = new Map();
  const read = (name) => {
    if (!files.has(name)) files.set(name, JSON.parse(readFileSync(join(folder, name), 'utf8')));
    return files.get(name);
  };

  const find = (reference, file) => {
    const [name, pointer = ''] = reference.split('#');
    const target = name === '' ? file : name;
    let node = read(target);
    for (const key of pointer.split('/').slice(1)) node = node?.[key];
    if (node === undefined) throw new Error(`${file}: "${reference}" names nothing`);
    return { node, file: target, id: `${target}#${pointer}` };
  };

  const inline = (node, file, open) => {
    if (Array.isArray(node)) return node.map((item) => inline(item, file, open));
    if (node === null || typeof node !== 'object') return node;
    const { $ref, $schema: _schema, $id: _id, $defs: _defs, ...own } = node;
    const result = {};
    if ($ref !== undefined) {
      const target = find($ref, file);
      if (open.includes(target.id)) throw new Error(`${file}: "${$ref}" contains itself`);
      Object.assign(result, inline(target.node, target.file, [...open, target.id]));
    }
    for (const [key, value] of Object.entries(own)) result[key] = inline(value, file, open);
    return result;
  };

  return inline(read(entry), entry, []);
}
