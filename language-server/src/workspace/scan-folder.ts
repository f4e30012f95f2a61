import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from './file-system.ts';
import { projectFileName } from './project-files.ts';

/** How much of a folder is looked at: a home folder that was opened by mistake must not keep the server busy for ever. */
const limits = { files: 5000, folders: 20_000, depth: 32 };

/** A folder that waits to be looked at; `path` is relative to the root, with a `/` at the end, or ''. */
interface Waiting {
  readonly path: string;
  readonly depth: number;
  readonly rules: readonly { readonly base: string; readonly rules: Ignore }[];
}

/**
 * The `.tsk` and `tsk.json` files in a workspace folder, by their paths relative to it, sorted. What `.gitignore` files leave out is left out,
 * and so are `node_modules` and folders whose names start with a dot.
 */
export async function scanFolder(files: FileSystem, root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting: Waiting[] = [{ path: '', depth: 0, rules: [] }];
  for (const { path, depth, rules } of waiting) {
    const folder = uriIn(root, path);
    const entries = await files.listFolder(folder, root);
    const own = entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')
      ? await files.readText(uriIn(root, `${path}.gitignore`), root)
      : undefined;
    const all = own === undefined ? rules : [...rules, { base: path, rules: ignore().add(own) }];
    const isIgnored = (full: string): boolean =>
      all.some(({ base, rules: matcher }) => matcher.ignores(full.slice(base.length)));
    for (const { name, kind } of entries) {
      const full = `${path}${name}`;
      if (kind === 'file') {
        if ((name.endsWith('.tsk') || name === projectFileName) && !isIgnored(full)) found.push(full);
      } else if (name !== 'node_modules' && !name.startsWith('.') && depth < limits.depth && !isIgnored(`${full}/`)) {
        waiting.push({ path: `${full}/`, depth: depth + 1, rules: all });
      }
    }
    if (found.length >= limits.files || waiting.length >= limits.folders) break;
  }
  return found.slice(0, limits.files).toSorted();
}

function uriIn(root: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return [root, ...segments.map(encodeURIComponent)].join('/');
}
