import type { Connection } from 'vscode-languageserver';
import { ListFolderRequest, ReadFileRequest } from '../requests.ts';
import { type FileSystem, maxFileBytes } from '../workspace/file-system.ts';

/** The files of the client, for a server that has none: each is asked for over the connection. */
export function clientFiles(connection: Connection): FileSystem {
  return {
    readText: async (uri, root) => {
      if (!isWithin(uri, root)) return undefined;
      const text = await connection.sendRequest(ReadFileRequest, { uri }).catch(() => null);
      return typeof text === 'string' && text.length <= maxFileBytes ? text : undefined;
    },
    listFolder: async (uri, root) => {
      if (!isWithin(uri, root)) return [];
      const entries = await connection.sendRequest(ListFolderRequest, { uri }).catch(() => []);
      return Array.isArray(entries) ? entries : [];
    },
  };
}

function isWithin(uri: string, root: string): boolean {
  return uri === root || (uri.startsWith(`${root}/`) && !/(?:^|\/)(?:\.|%2e){2}(?:\/|$)/i.test(uri));
}
