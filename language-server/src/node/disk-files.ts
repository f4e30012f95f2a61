import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FileSystem, type FolderEntry, maxFileBytes } from '../workspace/file-system.ts';

/** The files of this machine. A link counts as what it leads to: one that leads out of the workspace is not followed. */
export const diskFiles: FileSystem = {
  readText: async (uri, root) => {
    const path = await pathWithin(uri, root);
    if (path === undefined) return undefined;
    try {
      const { size } = await stat(path);
      // A byte order mark is none of the text: editors leave it out too.
      return size > maxFileBytes ? undefined : new TextDecoder().decode(await readFile(path));
    } catch {
      // It is a folder, was just deleted, or may not be read: there is no text, and an include of it says so.
      return undefined;
    }
  },
  listFolder: async (uri, root) => {
    const path = await pathWithin(uri, root);
    if (path === undefined) return [];
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    return entries.flatMap((entry): readonly FolderEntry[] => {
      if (entry.isDirectory()) return [{ name: entry.name, kind: 'folder' }];
      return entry.isFile() || entry.isSymbolicLink() ? [{ name: entry.name, kind: 'file' }] : [];
    });
  },
};

/** The real path of a URI, if it is a file in the folder `root` with all links resolved. */
async function pathWithin(uri: string, root: string): Promise<string | undefined> {
  try {
    const [path, folder] = await Promise.all([realpath(fileURLToPath(uri)), realpath(fileURLToPath(root))]);
    const start = folder.endsWith(sep) ? folder : folder + sep;
    return path === folder || path.startsWith(start) ? path : undefined;
  } catch {
    // Not there, or no URI of a file: the editor has it from elsewhere.
    return undefined;
  }
}
