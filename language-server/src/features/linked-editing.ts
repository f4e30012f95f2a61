import { LinkedEditingRangeRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { findOccurrences } from '../names/find-occurrences.ts';
import { refuseRename } from '../names/plan-rename.ts';

/** Writes a name in all its places while one is typed: variables and names of the user's own that stand in this document alone. */
export const linkedEditing: Feature = {
  name: 'linked-editing',
  capabilities: () => ({ linkedEditingRangeProvider: true }),
  requests: [
    answer(LinkedEditingRangeRequest.type, null, ({ textDocument, position }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const offset = document.offsetAt(position);
      if (refuseRename(workspace, document, offset) !== undefined) return null;
      const occurrences = findOccurrences(workspace, document, offset);
      // What is typed goes to all places as it is: they have to be in one document, and without quotes.
      const isPlain = occurrences.every((one) => one.document.uri === document.uri && one.part.form === 'name');
      if (!isPlain || occurrences.length < 2) return null;
      return {
        ranges: occurrences.map(({ part }) => document.rangeOf(part.span)),
        wordPattern: '[A-Za-z_][A-Za-z0-9_-]*',
      };
    }),
  ],
};
