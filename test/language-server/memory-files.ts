import type { FileSystem, FolderEntry } from '../../language-server/src/workspace/file-system.ts';

/** A disk of a few files, by URI; `read` lists what was read from it. */
export interface MemoryFiles extends FileSystem {
  readonly texts: Map<string, string>;
  readonly read: string[];
}

/** Makes a disk with these files. */
export function memoryFiles(files: ReadonlyMap<string, string>): MemoryFiles {
  const texts = new Map(files);
  const read: string[] = [];
  return {
    texts,
    read,
    readText: async (uri) => {
      read.push(uri);
      return texts.get(uri);
    },
    listFolder: async (uri) => {
      const names = new Map<string, FolderEntry>();
      for (const file of texts.keys()) {
        if (!file.startsWith(`${uri}/`)) continue;
        const [name = '', ...rest] = file.slice(uri.length + 1).split('/');
        names.set(name, { name: decodeURIComponent(name), kind: rest.length > 0 ? 'folder' : 'file' });
      }
      return [...names.values()];
    },
  };
}
