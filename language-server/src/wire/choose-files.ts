import type { FileSystem } from '../workspace/file-system.ts';

/** Files of the machine where a URI names one, those of the client for every other scheme. */
export function chooseFiles(machine: FileSystem, client: FileSystem): FileSystem {
  const of = (uri: string): FileSystem => (uri.startsWith('file:') ? machine : client);
  return {
    readText: (uri, root) => of(uri).readText(uri, root),
    listFolder: (uri, root) => of(uri).listFolder(uri, root),
  };
}
