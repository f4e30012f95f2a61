import * as vscode from 'vscode';
import { runTask } from '../tasks/make-task.ts';
import { requireDocument } from './active-document.ts';
import type { Command } from './command.ts';

/** Runs the configuration of a document with the bundled runtime, in a terminal that stops it when it is closed. */
export const run: Command = {
  id: 'tsk.run',
  run: async ({ tools, runs, extension }, given) => {
    const document = await requireDocument(given);
    if (document === undefined || tools === undefined || !vscode.workspace.isTrusted) return;
    if (document.uri.scheme !== 'file') {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Save the file to a disk first: the runtime reads files.'),
      );
      return;
    }
    await vscode.workspace.saveAll(false);
    const folder = vscode.Uri.joinPath(document.uri, '..');
    await vscode.tasks.executeTask(runTask({ tools, runs, extension }, folder));
  },
};
