import type { PictureAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';

/** A location as the language server sends it. */
export type SentLocation = Extract<PictureAnswer, { ok: true }>['places'][string];

/** Selects a place in its document, in the editor that shows it already where there is one. */
export async function reveal({ uri, range }: SentLocation): Promise<void> {
  const target = vscode.Uri.parse(uri, true);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await vscode.window.showTextDocument(target, {
    selection,
    viewColumn: shown?.viewColumn ?? findColumn(target) ?? vscode.ViewColumn.One,
  });
}

/** The column in which a tab has the document, where it is open and not in sight. */
function findColumn(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const has = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(has))?.viewColumn;
}
