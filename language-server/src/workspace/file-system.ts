/** A name in a folder. Links to folders are not listed: a tree of links may have no end. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * How the server gets at files that the editor has not opened. Nothing outside of `root`, the URI of a workspace folder,
 * is read, nor what a link in it leads to outside. Both answer undefined or an empty list where there is nothing to read; they never throw.
 */
export interface FileSystem {
  /** The text of a file of at most `maxFileBytes`. */
  readonly readText: (uri: string, root: string) => Promise<string | undefined>;
  readonly listFolder: (uri: string, root: string) => Promise<readonly FolderEntry[]>;
}

/** Files that are larger are not read: no configuration is, and a server has to stay small. */
export const maxFileBytes: number = 8 * 1024 * 1024;
