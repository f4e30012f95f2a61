import { DeclarationRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { findTargets, toLocation } from '../names/find-targets.ts';

/** Go to declaration: the first place at which a name gets a value, where a definition shows all of them. */
export const declaration: Feature = {
  name: 'declaration',
  capabilities: () => ({ declarationProvider: true }),
  requests: [
    answer(DeclarationRequest.type, null, ({ textDocument, position }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      const found = document && findTargets(workspace, document, document.offsetAt(position));
      const [first] = found?.places ?? [];
      return first === undefined ? null : toLocation(first);
    }),
  ],
};
