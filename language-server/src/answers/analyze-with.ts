import { type Analysis, analyze } from '@tsk/compiler';
import type { Configuration, Workspace } from '../workspace/workspace.ts';

/** What a configuration would mean with other texts of its files, by URI; null takes a file away. */
export function analyzeWith(
  { files, documents }: Configuration,
  texts: Readonly<Record<string, string | null>>,
  workspace: Pick<Workspace, 'pathOf'>,
): Analysis {
  const now = new Map([...documents].map(([path, { text }]) => [path, text]));
  for (const [uri, text] of Object.entries(texts)) {
    const path = [...documents.values()].find((document) => document.uri === uri)?.path ?? workspace.pathOf(uri);
    if (path === undefined) continue;
    if (text === null) now.delete(path);
    else now.set(path, text);
  }
  const left = files.filter((path) => now.has(path));
  return analyze({ files: now, env: {}, nowMs: 0 }, left);
}
