import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no configurations of the project's own; hidden ones are passed over as well. */
const passedOver = new Set(['node_modules']);

/**
 * All `.tsk` files in a folder and below, by their absolute paths, in no order that counts. Links are followed, each folder
 * once; what may not be read is passed over. (A library for patterns takes longer to load than this takes to run.)
 */
export function walkFolder(folder: string): readonly string[] {
  const found: string[] = [];
  const linked = new Set<string>();
  const waiting = [folder];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const entry of entriesOf(current)) {
      if (entry.name.startsWith('.')) continue;
      const path = join(current, entry.name);
      const kind = entry.isSymbolicLink() ? followLink(path, linked) : entry;
      if (kind?.isDirectory() === true) {
        if (!passedOver.has(entry.name)) waiting.push(path);
      } else if (kind?.isFile() === true && entry.name.endsWith('.tsk')) found.push(path);
    }
  }
  return found;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What a link leads to; nothing where it leads nowhere, back to where it stands, or where another one has led. */
function followLink(path: string, seen: Set<string>): Pick<Dirent, 'isDirectory' | 'isFile'> | undefined {
  try {
    const target = statSync(path);
    if (!target.isDirectory()) return target;
    const real = realpathSync(path);
    if (seen.has(real) || path.startsWith(join(real, '/'))) return undefined;
    seen.add(real);
    return target;
  } catch {
    return undefined;
  }
}
