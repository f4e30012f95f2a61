import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** As the server: what is larger is no configuration. */
const maxFileBytes = 16 * 1024 * 1024;

/**
 * Answers the server's questions for files that are not on its machine: in a browser, and in workspaces that no disk holds. Only files of
 * the workspace folders are given out; where no folder is open, only those beside or below a document that is open.
 */
export function serveFiles(client: BaseLanguageClient): readonly vscode.Disposable[] {
  return [
    client.onRequest('tsk/readFile', async ({ uri }: { readonly uri: string }): Promise<string | null> => {
      const file = client.protocol2CodeConverter.asUri(uri);
      if (!isWithinReach(file)) return null;
      try {
        const { size } = await vscode.workspace.fs.stat(file);
        return size > maxFileBytes ? null : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      } catch {
        // There is none, or it may not be read: the server says so where it is included.
        return null;
      }
    }),
    client.onRequest('tsk/listFolder', async ({ uri }: { readonly uri: string }) => {
      const folder = client.protocol2CodeConverter.asUri(uri);
      if (!isWithinReach(folder)) return [];
      try {
        const entries = await vscode.workspace.fs.readDirectory(folder);
        return entries.map(([name, type]) => ({ name, kind: type & vscode.FileType.Directory ? 'folder' : 'file' }));
      } catch {
        return [];
      }
    }),
  ];
}

function isWithinReach(uri: vscode.Uri): boolean {
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) return true;
  if (vscode.workspace.workspaceFolders !== undefined) return false;
  return vscode.workspace.textDocuments.some(
    ({ uri: open }) =>
      open.scheme === uri.scheme &&
      open.authority === uri.authority &&
      `${uri.path}/`.startsWith(`${vscode.Uri.joinPath(open, '..').path.replace(/\/$/, '')}/`),
  );
}
