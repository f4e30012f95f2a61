import { TextDocumentContentRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { SchemaDocumentRequest } from '../hover/schema-request.ts';
import { readSchemaUri, schemaScheme, writeSchemaText } from '../hover/schema-text.ts';

/** Gives the documents to which a type definition leads: by the protocol's own request, and by one of ours for clients without it. */
export const schemaDocument: Feature = {
  name: 'schema-document',
  capabilities: (client) =>
    client.workspace?.textDocumentContent === undefined
      ? {}
      : { workspace: { textDocumentContent: { schemes: [schemaScheme] } } },
  requests: [
    answer(TextDocumentContentRequest.type, { text: '' }, ({ uri }) => ({ text: textOf(uri) ?? '' })),
    answer(SchemaDocumentRequest, null, ({ uri }) => {
      const text = textOf(uri);
      return text === undefined ? null : { text };
    }),
  ],
};

function textOf(uri: string): string | undefined {
  const table = readSchemaUri(uri);
  return table === undefined ? undefined : writeSchemaText(table)?.text;
}
