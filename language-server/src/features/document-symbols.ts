import {
  type ClientCapabilities,
  type DocumentSymbol,
  DocumentSymbolRequest,
  type SymbolInformation,
  type SymbolKind,
} from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { type OutlineEntry, outlineOf } from '../outline/entries.ts';
import { symbolKindOf } from '../outline/symbol-kind.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** The outline of a document: sections, keys, variables and includes, in the order of the text. */
export const documentSymbols: Feature = {
  name: 'document symbols',
  capabilities: () => ({ documentSymbolProvider: { label: 'TSK' } }),
  requests: [
    answer(DocumentSymbolRequest.type, [], ({ textDocument }, { workspace, client }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return [];
      const entries = outlineOf(document);
      return knowsTrees(client)
        ? entries.map((entry) => toSymbol(entry, document))
        : [...flatten(entries, document, undefined)];
    }),
  ],
};

function knowsTrees(client: ClientCapabilities): boolean {
  return client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
}

function toSymbol(entry: OutlineEntry, document: SourceDocument): DocumentSymbol {
  const { name, detail, span, nameSpan, children } = entry;
  return {
    name,
    kind: symbolKindOf(entry),
    range: document.rangeOf(span),
    selectionRange: document.rangeOf(nameSpan),
    ...(detail === '' ? {} : { detail }),
    ...(children.length === 0 ? {} : { children: children.map((child) => toSymbol(child, document)) }),
  };
}

/** The outline as a list, for clients that know no tree: each entry names the one that it is in. */
function* flatten(
  entries: readonly OutlineEntry[],
  document: SourceDocument,
  containerName: string | undefined,
): Generator<SymbolInformation> {
  for (const entry of entries) {
    const location = { uri: document.uri, range: document.rangeOf(entry.span) };
    const kind: SymbolKind = symbolKindOf(entry);
    yield { name: entry.name, kind, location, ...(containerName === undefined ? {} : { containerName }) };
    yield* flatten(entry.children, document, entry.name);
  }
}
