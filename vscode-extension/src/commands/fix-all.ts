import * as vscode from 'vscode';
import { requireDocument } from './active-document.ts';
import type { Command } from './command.ts';

/** Makes the fixes that the findings of a document have. */
export const fixAll: Command = {
  id: 'tsk.fixAll',
  run: async ({ session }, given) => {
    const document = await requireDocument(given);
    if (document === undefined) return;
    const applied = await session.request<boolean>('workspace/executeCommand', {
      command: 'tsk.fixAll',
      arguments: [session.uriOf(document.uri)],
    });
    if (!applied) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to fix that can be fixed by itself.'));
    }
  },
};
