import {
  ErrorCodes,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { namesOf } from '../names/configuration-names.ts';
import { planRename, type RenameEdit, refuseRename } from '../names/plan-rename.ts';

/** Renames variables, and tables and keys whose names are the user's own, in all files; says why where it cannot. */
export const rename: Feature = {
  name: 'rename',
  capabilities: (client) => ({
    renameProvider: client.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  }),
  requests: [
    answer(PrepareRenameRequest.type, null, ({ textDocument, position }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const offset = document.offsetAt(position);
      const refused = refuseRename(workspace, document, offset);
      if (refused !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, refused);
      const at = namesOf(workspace.configurationOf(document)).findAt(document, offset);
      return at === undefined ? null : { range: document.rangeOf(at.part.span), placeholder: at.part.name };
    }),
    answer(RenameRequest.type, null, ({ textDocument, position, newName }, { workspace, client }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const plan = planRename(workspace, document, document.offsetAt(position), newName);
      if (plan.kind === 'refused') throw new ResponseError(ErrorCodes.InvalidParams, plan.reason);
      return toEdit(plan.edits, client.workspace?.workspaceEdit?.documentChanges === true);
    }),
  ],
};

function toEdit(edits: readonly RenameEdit[], hasVersions: boolean): WorkspaceEdit {
  const files = Map.groupBy(edits, ({ occurrence }) => occurrence.document);
  const changes = [...files].map(([document, own]) => {
    const texts = own.map(
      ({ occurrence, newText }): TextEdit => ({ range: document.rangeOf(occurrence.part.span), newText }),
    );
    return { document, texts };
  });
  if (!hasVersions) return { changes: Object.fromEntries(changes.map(({ document, texts }) => [document.uri, texts])) };
  return {
    documentChanges: changes.map(
      ({ document, texts }): TextDocumentEdit => ({
        textDocument: { uri: document.uri, version: document.version ?? null },
        edits: texts,
      }),
    ),
  };
}
