import * as vscode from 'vscode';

/** The `.tsk` document that a command means: the one that it was called for, else the one that is being edited. */
export async function documentOf(given: unknown): Promise<vscode.TextDocument | undefined> {
  const uri = uriOf(given);
  if (uri !== undefined) return vscode.workspace.openTextDocument(uri);
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === 'tsk') return active;
  return vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'tsk')?.document;
}

/** The same, with a message where there is none. */
export async function requireDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  const document = await documentOf(given);
  if (document === undefined) void vscode.window.showInformationMessage(vscode.l10n.t('Open a .tsk file first.'));
  return document;
}

function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return typeof given === 'string' && given.includes(':') ? vscode.Uri.parse(given, true) : undefined;
}
