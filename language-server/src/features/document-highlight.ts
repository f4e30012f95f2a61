import { DocumentHighlightKind, DocumentHighlightRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { namesOf, type Occurrence } from '../names/configuration-names.ts';
import { symbolId } from '../names/symbol.ts';

/** Marks the name under the cursor wherever it stands in the document, and tells writing from reading. */
export const documentHighlight: Feature = {
  name: 'document-highlight',
  capabilities: () => ({ documentHighlightProvider: true }),
  requests: [
    answer(DocumentHighlightRequest.type, null, ({ textDocument, position }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const names = namesOf(workspace.configurationOf(document));
      const at = names.findAt(document, document.offsetAt(position));
      if (at === undefined) return null;
      const id = symbolId(at.symbol);
      const same = [...names.listIn(document, at.part.name)].filter(({ symbol }) => symbolId(symbol) === id);
      return same.map((occurrence) => ({ range: document.rangeOf(occurrence.part.span), kind: kindOf(occurrence) }));
    }),
  ],
};

function kindOf({ role, site }: Occurrence): DocumentHighlightKind {
  if (role === 'write') return DocumentHighlightKind.Write;
  return site.kind === 'reference' ? DocumentHighlightKind.Read : DocumentHighlightKind.Text;
}
