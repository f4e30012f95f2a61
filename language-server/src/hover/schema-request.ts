import { ProtocolRequestType } from 'vscode-languageserver';

/** Asks for the document that describes a table of the schema, by its address; null where there is none. */
export const SchemaDocumentRequest: ProtocolRequestType<{ uri: string }, { text: string } | null, never, void, void> =
  new ProtocolRequestType('tsk/schemaDocument');
