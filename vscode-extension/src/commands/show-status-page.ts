import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Opens the status of the service that runs last. */
export const showStatusPage: Command = {
  id: 'tsk.showStatusPage',
  run: async ({ runs }) => {
    const address = runs.latest?.adminUrl;
    if (address === undefined) return;
    const page = await vscode.env.asExternalUri(vscode.Uri.joinPath(vscode.Uri.parse(address), 'status'));
    await vscode.env.openExternal(page);
  },
};
