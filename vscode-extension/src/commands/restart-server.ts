import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Stops the language server and starts it again. */
export const restartServer: Command = {
  id: 'tsk.restartServer',
  run: ({ session }) =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Restarting the TSK language server') },
      () => session.restart(),
    ),
};
