import type { WorkspaceFolder } from 'vscode-languageserver';
import { URI } from 'vscode-uri';

/** A workspace folder, and how the paths of its files start. */
interface Root {
  /** The client's URI of it, without a slash at the end. */
  readonly uri: string;
  /** What the paths of its files start with: '' where it is the only folder, `name/` where there are several. */
  readonly prefix: string;
}

/** Turns URIs into the paths that files go by in analyses, and back. */
export interface Paths {
  readonly roots: readonly Root[];
  /** The path of a file in a workspace folder, relative to it; undefined for any other. */
  readonly pathOf: (uri: string) => string | undefined;
  /** The path of anything: what is in no folder goes by its URI, decoded, so that several spellings are one. */
  readonly keyOf: (uri: string) => string;
  readonly uriOf: (path: string) => string;
  readonly rootOf: (path: string) => Root | undefined;
}

/** The paths of a workspace with these folders. */
export function makePaths(folders: readonly WorkspaceFolder[]): Paths {
  const roots = nameRoots(folders);
  const known = roots
    .map((root) => ({ root, start: `${canonical(root.uri)}/` }))
    .toSorted((a, b) => b.start.length - a.start.length);

  const pathOf = (uri: string): string | undefined => {
    const key = canonical(uri);
    const found = known.find(({ start }) => key.startsWith(start));
    return found === undefined ? undefined : found.root.prefix + key.slice(found.start.length);
  };
  const rootOf = (path: string): Root | undefined =>
    path.includes('://') ? undefined : roots.find(({ prefix }) => path.startsWith(prefix));

  return {
    roots,
    pathOf,
    rootOf,
    keyOf: (uri) => pathOf(uri) ?? canonical(uri),
    uriOf: (path) => {
      const root = rootOf(path);
      if (root === undefined) return uriOfKey(path);
      const rest = path.slice(root.prefix.length);
      return rest === '' ? root.uri : `${root.uri}/${rest.split('/').map(encodeURIComponent).join('/')}`;
    },
  };
}

/** The folder that a path is in; '' for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function nameRoots(folders: readonly WorkspaceFolder[]): readonly Root[] {
  const roots: Root[] = [];
  for (const { uri, name } of folders) {
    const plain = (name.replaceAll(/[/:]/g, '-') || 'folder').trim();
    const taken = (prefix: string): boolean => roots.some((root) => root.prefix === prefix);
    let prefix = `${plain}/`;
    for (let count = 2; taken(prefix); count++) prefix = `${plain}-${count}/`;
    roots.push({ uri: uri.replace(/\/+$/, ''), prefix: folders.length === 1 ? '' : prefix });
  }
  return roots;
}

/** One spelling for all that a URI can have: decoded, and a Windows drive in lower case. */
function canonical(uri: string): string {
  const { scheme, authority, path } = URI.parse(uri);
  return `${scheme}://${authority}${path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase())}`;
}

function uriOfKey(key: string): string {
  const [, scheme = 'file', authority = '', path = ''] = /^([^:]+):\/\/([^/]*)(.*)$/.exec(key) ?? [];
  if (path === '') return `${scheme}:${authority}`;
  return URI.from({ scheme, authority, path }).toString();
}
