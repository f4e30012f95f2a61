import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** More files than this are not formatted at once: it is a mistake, or a job for the command line. */
const maxFiles = 5_000;

/** Formats every `.tsk` file of the workspace in one edit, and saves those that had no unsaved changes. */
export const formatAll: Command = {
  id: 'tsk.formatAll',
  run: async () => {
    const files = await vscode.workspace.findFiles('**/*.tsk', '**/node_modules/**', maxFiles);
    const edit = new vscode.WorkspaceEdit();
    const clean: vscode.TextDocument[] = [];
    const wasCancelled = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Formatting .tsk files'),
        cancellable: true,
      },
      async (progress, token) => {
        for (const [index, file] of files.entries()) {
          if (token.isCancellationRequested) return true;
          progress.report({ increment: 100 / files.length, message: `${index + 1}/${files.length}` });
          const document = await vscode.workspace.openTextDocument(file);
          const edits = await formattingOf(document);
          if (edits.length === 0) continue;
          edit.set(file, [...edits]);
          if (!document.isDirty) clean.push(document);
        }
        return false;
      },
    );
    if (wasCancelled) return;
    const changed = edit.size;
    if (changed > 0 && !(await vscode.workspace.applyEdit(edit))) {
      throw new Error(vscode.l10n.t('the editor refused the changes.'));
    }
    for (const document of clean) await document.save();
    const message =
      changed === 0
        ? vscode.l10n.t('All {0} files are formatted already.', files.length)
        : vscode.l10n.t('Formatted {0} of {1} files.', changed, files.length);
    void vscode.window.showInformationMessage(message);
  },
};

async function formattingOf(document: vscode.TextDocument): Promise<readonly vscode.TextEdit[]> {
  const settings = vscode.workspace.getConfiguration('editor', document);
  const edits = await vscode.commands.executeCommand<readonly vscode.TextEdit[] | undefined>(
    'vscode.executeFormatDocumentProvider',
    document.uri,
    { tabSize: settings.get('tabSize', 4), insertSpaces: settings.get('insertSpaces', true) },
  );
  return edits ?? [];
}
