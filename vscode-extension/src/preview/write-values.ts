import type { WriteSettingsAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import type { PreviewClient } from './preview-client.ts';

/** Writes values into the documents of a configuration, as one step that can be undone. Says whether it did; says to the user why not. */
export async function writeValues(
  client: PreviewClient,
  uri: string,
  values: Readonly<Record<string, number>>,
): Promise<boolean> {
  const answer = await client.request<WriteSettingsAnswer | null>('tsk/writeSettings', { uri, values });
  if (answer?.ok !== true) {
    void vscode.window.showErrorMessage(answer?.message ?? 'The document is not known to the language server.');
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { uri: file, range, newText } of answer.edits) {
    const { start, end } = range;
    const target = new vscode.Range(start.line, start.character, end.line, end.character);
    edit.replace(vscode.Uri.parse(file, true), target, newText);
  }
  return vscode.workspace.applyEdit(edit);
}
