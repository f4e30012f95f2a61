import type { Diagnostic } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace.ts';

/** The findings last told of a document, and the id that they went by. */
interface Told {
  readonly id: string;
  readonly text: string;
}

const known = new WeakMap<Workspace, Map<string, Told>>();

/** The id of the findings of a document: the same for as long as they are. Ids of one server are never used again. */
export function resultIdOf(workspace: Workspace, uri: string, diagnostics: readonly Diagnostic[]): string {
  const told = known.get(workspace) ?? new Map<string, Told>();
  known.set(workspace, told);
  const text = JSON.stringify(diagnostics);
  const last = told.get(uri);
  if (last?.text === text) return last.id;
  const id = String(Number(last?.id ?? 0) + 1);
  told.set(uri, { id, text });
  return id;
}
