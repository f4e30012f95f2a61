import * as vscode from 'vscode';
import { planUri } from '../plan/plan-document.ts';
import { documentOf } from './active-document.ts';
import type { Command } from './command.ts';

/** Opens the compiled plan as a read-only document beside the text. */
export const openPlan: Command = {
  id: 'tsk.openPlan',
  run: async ({ plan }, given) => {
    const document = (await documentOf(given)) ?? plan.current?.document;
    if (document === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a .tsk file first.'));
      return;
    }
    const page = await vscode.workspace.openTextDocument(planUri(document.uri));
    await vscode.languages.setTextDocumentLanguage(page, 'json');
    await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  },
};
