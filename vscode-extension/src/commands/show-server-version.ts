import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Says which version of the extension and of the server is at work. */
export const showServerVersion: Command = {
  id: 'tsk.showServerVersion',
  run: ({ extension, session }) => {
    const own = String(extension.extension.packageJSON.version);
    const server = session.version ?? vscode.l10n.t('not running');
    void vscode.window.showInformationMessage(vscode.l10n.t('TSK extension {0}, language server {1}', own, server));
  },
};
