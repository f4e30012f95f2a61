import { resolvePath } from '@tsk/compiler';
import { type Location, ReferencesRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { findIncludeAt } from '../names/find-include.ts';
import { findOccurrences } from '../names/find-occurrences.ts';
import { toLocation } from '../names/find-targets.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Find references: all uses of a variable or key in all files that see it, and all includes of a file. */
export const references: Feature = {
  name: 'references',
  capabilities: () => ({ referencesProvider: true }),
  requests: [
    answer(ReferencesRequest.type, null, ({ textDocument, position, context }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const offset = document.offsetAt(position);
      const include = findIncludeAt(document.document, offset);
      if (include !== undefined) return findIncludesOf(workspace, resolvePath(include.file, include.path));
      return findOccurrences(workspace, document, offset)
        .filter(({ role }) => context.includeDeclaration || role !== 'write')
        .map(({ document: file, part }) => toLocation({ document: file, name: part.span }));
    }),
  ],
};

function findIncludesOf(workspace: Workspace, target: string): Location[] {
  return [...workspace.documents()].flatMap((document) =>
    document.document.includes
      .filter(({ file, path }) => resolvePath(file, path) === target)
      .map(({ pathSpan }) => toLocation({ document, name: pathSpan })),
  );
}
