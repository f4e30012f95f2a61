import * as vscode from 'vscode';
import { documentOf } from './active-document.ts';
import type { Command } from './command.ts';

/** What the code lens above `[auto_scaling]` does: it comes with the URI of the document as text. */
export const preview: Command = {
  id: 'tsk.preview',
  run: async (_context, given) => {
    const document = await documentOf(given);
    await vscode.commands.executeCommand('tsk.openPreviewToSide', document?.uri);
  },
};
