/** The JSON service of VS Code behind a connection of its own: findings with every change, at once, without a pause for typing. */
import jsonService, { type TextDocument } from 'vscode-json-languageservice';
import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node';

const connection = createConnection(ProposedFeatures.all);
const service = jsonService.getLanguageService({});
const documents = new Map<string, TextDocument>();

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    completionProvider: {},
    hoverProvider: true,
  },
}));

async function publish(document: TextDocument): Promise<void> {
  const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
  await connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
}

connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
  const document = jsonService.TextDocument.create(uri, languageId, version, text);
  documents.set(uri, document);
  void publish(document);
});
connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
  const before = documents.get(uri);
  if (before !== undefined) void publish(jsonService.TextDocument.update(before, contentChanges, version));
});
connection.onCompletion(({ textDocument, position }) => {
  const document = documents.get(textDocument.uri);
  return document === undefined ? null : service.doComplete(document, position, service.parseJSONDocument(document));
});
connection.onHover(({ textDocument, position }) => {
  const document = documents.get(textDocument.uri);
  return document === undefined ? null : service.doHover(document, position, service.parseJSONDocument(document));
});
connection.onShutdown(() => undefined);
connection.listen();
