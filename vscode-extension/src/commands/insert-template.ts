import * as vscode from 'vscode';
import type { Command } from './command.ts';

interface Snippet {
  readonly prefix: string | readonly string[];
  readonly body: string | readonly string[];
  readonly description?: string;
}

/** Inserts one of the snippets, with its places to fill in, into the document; without one, into a new document. */
export const insertTemplate: Command = {
  id: 'tsk.insertTemplate',
  run: async ({ extension }) => {
    const file = vscode.Uri.joinPath(extension.extensionUri, 'snippets', 'tsk.json');
    const bytes = await vscode.workspace.fs.readFile(file);
    const snippets: Readonly<Record<string, Snippet>> = JSON.parse(new TextDecoder().decode(bytes));
    const items = Object.entries(snippets).map(([label, { body, description = '' }]) => ({ label, description, body }));
    const placeHolder = vscode.l10n.t('What to insert');
    const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
    if (chosen === undefined) return;
    const text = typeof chosen.body === 'string' ? chosen.body : chosen.body.join('\n');
    const editor = await editorToFill();
    await editor.insertSnippet(new vscode.SnippetString(`${text}\n`));
  },
};

async function editorToFill(): Promise<vscode.TextEditor> {
  const active = vscode.window.activeTextEditor;
  if (active?.document.languageId === 'tsk') return active;
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'tsk' }));
}
