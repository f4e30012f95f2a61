import { DefinitionRequest, type LocationLink } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { findTargets, toLocation } from '../names/find-targets.ts';

/** Go to definition: from a reference to its variable or key, from an include to its file, from a choice to its table. */
export const definition: Feature = {
  name: 'definition',
  capabilities: () => ({ definitionProvider: true }),
  requests: [
    answer(DefinitionRequest.type, null, ({ textDocument, position }, { workspace, client }) => {
      const document = workspace.findDocument(textDocument.uri);
      const found = document && findTargets(workspace, document, document.offsetAt(position));
      if (document === undefined || found === undefined) return null;
      if (client.textDocument?.definition?.linkSupport !== true) return found.places.map(toLocation);
      return found.places.map(
        (place): LocationLink => ({
          originSelectionRange: document.rangeOf(found.origin),
          targetUri: place.document.uri,
          targetRange: place.document.rangeOf(place.whole),
          targetSelectionRange: place.document.rangeOf(place.name),
        }),
      );
    }),
  ],
};
