import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The files of a package, by path, each with how to read it. A `.vsix` is a zip file (APPNOTE.TXT 4.3). */
export function readPackage(path: string): ReadonlyMap<string, () => Buffer> {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map<string, () => Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const lengths = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)] as const;
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + lengths[0]);
    files.set(name, () => {
      const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      const data = zip.subarray(start, start + size);
      return method === 0 ? data : inflateRawSync(data);
    });
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return files;
}

/** Writes what the extension consists of into a folder, as VS Code does when it installs it. */
export function unpack(path: string, folder: string): void {
  for (const [name, read] of readPackage(path)) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue;
    const target = join(folder, name.slice('extension/'.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, read());
  }
}
