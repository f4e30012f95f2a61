import * as vscode from 'vscode';
import type { Tools } from '../platform.ts';
import { readLastCommit } from '../preview/last-commit.ts';

/** The plan of a document's folder as the last commit has it. Nothing without Git, without a commit, or where that has errors. */
export async function readCommittedPlan(document: vscode.Uri, tools: Tools): Promise<object | undefined> {
  if (document.scheme !== 'file') return undefined;
  const commit = await readLastCommit(document);
  if (!commit.ok) return undefined;
  const folder = `${vscode.Uri.joinPath(document, '..').toString()}/`;
  const files = new Map<string, string>();
  for (const [uri, text] of Object.entries(commit.files)) {
    if (text !== null && uri.startsWith(folder)) files.set(decodeURIComponent(uri.slice(folder.length)), text);
  }
  // The files of one folder are one configuration; those below may be included.
  const roots = [...files.keys()].filter((path) => !path.includes('/'));
  if (roots.length === 0) return undefined;
  const text = await tools.compileTexts(files, roots);
  return text === undefined ? undefined : JSON.parse(text);
}
