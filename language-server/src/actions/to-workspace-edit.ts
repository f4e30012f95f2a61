import type { TextEdit } from '@tsk/parser';
import type { ClientCapabilities, WorkspaceEdit } from 'vscode-languageserver';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { ActionSource, Change } from './document/action.ts';

/** A change as the client takes it: with the version that it is meant for, where the client can check that. */
export function toWorkspaceEdit(
  { document, workspace }: ActionSource,
  change: Change,
  client: ClientCapabilities,
): WorkspaceEdit {
  const edits = clientEdits(document, change.edits);
  if (client.workspace?.workspaceEdit?.documentChanges !== true) return { changes: { [document.uri]: edits } };
  const own = { textDocument: { uri: document.uri, version: document.version ?? null }, edits };
  if (change.created === undefined) return { documentChanges: [own] };
  const { path, text } = change.created;
  const uri = workspace.uriOf(path);
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
      own,
    ],
  };
}

/** Edits with the ranges of the client. */
function clientEdits(
  document: SourceDocument,
  edits: readonly TextEdit[],
): { readonly range: ReturnType<SourceDocument['rangeOf']>; readonly newText: string }[] {
  return edits.map(({ span, newText }) => ({ range: document.rangeOf(span), newText }));
}

/** Whether a client can make files as part of an edit. */
export function canCreateFiles({ workspace }: ClientCapabilities): boolean {
  const can = workspace?.workspaceEdit;
  return can?.documentChanges === true && can.resourceOperations?.includes('create') === true;
}
