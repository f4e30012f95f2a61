import type { Position } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace.ts';

/** The dotted key of what stands at a position; null where there is none. */
export function findKeyAt(
  workspace: Workspace,
  { uri, position }: { readonly uri: string; readonly position: Position },
): { readonly key: string } | null {
  const document = workspace.findDocument(uri);
  if (document === undefined) return null;
  const { analysis } = workspace.configurationOf(document);
  const path = analysis.findPath(document.path, document.offsetAt(position));
  return path === undefined || path.length === 0 ? null : { key: path.join('.') };
}
