import * as vscode from 'vscode';
import { buildTask } from '../tasks/make-task.ts';
import { runToEnd } from '../tasks/run-to-end.ts';
import { requireDocument } from './active-document.ts';
import type { Command } from './command.ts';

/** Compiles the configuration of a document into `plan.json` beside it: a task, so that it can be seen and repeated. */
export const compile: Command = {
  id: 'tsk.compile',
  run: async ({ tools }, given) => {
    const document = await requireDocument(given);
    if (document === undefined || tools === undefined) return;
    if (document.uri.scheme !== 'file') {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Save the file to a disk first: a compiler reads files.'),
      );
      return;
    }
    await vscode.workspace.saveAll(false);
    const folder = vscode.Uri.joinPath(document.uri, '..');
    const code = await runToEnd(buildTask(tools, folder, 'plan.json'));
    const open = vscode.l10n.t('Open');
    if (code !== 0 && code !== 1) {
      void vscode.window.showErrorMessage(vscode.l10n.t('Nothing was compiled; the terminal says why.'));
    } else if (code === 1) {
      const problems = vscode.l10n.t('Show Problems');
      const message = vscode.l10n.t('The configuration has errors; no plan was written.');
      if ((await vscode.window.showErrorMessage(message, problems)) === problems) {
        await vscode.commands.executeCommand('workbench.actions.view.problems');
      }
    } else if ((await vscode.window.showInformationMessage(vscode.l10n.t('Compiled to plan.json.'), open)) === open) {
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'plan.json'));
    }
  },
};
