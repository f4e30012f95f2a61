import type { Position } from 'vscode-languageserver';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The dotted key of what stands at a position, or else of what its line begins with; null where there is none. */
export function findKeyAt(
  workspace: Workspace,
  { uri, position }: { readonly uri: string; readonly position: Position },
): { readonly key: string } | null {
  const document = workspace.findDocument(uri);
  if (document === undefined) return null;
  const { analysis } = workspace.configurationOf(document);
  for (const offset of placesInLine(document, document.offsetAt(position))) {
    const path = analysis.findPath(document.path, offset);
    if (path !== undefined && path.length > 0) return { key: path.join('.') };
  }
  return null;
}

/** Of a header the end, which names its table; of other lines the place itself, and the key that the line begins with. */
function placesInLine({ text }: SourceDocument, offset: number): readonly number[] {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  const first = start + line.length - line.trimStart().length;
  const header = /^\s*\[[^\]]*(?=\])/.exec(line);
  if (header !== null) return [start + header[0].length - 1];
  return offset < first ? [first] : [offset, first];
}
