import type { ExplainAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import type { Command } from './command.ts';
import { showAnswer } from './explain.ts';

/** Explains what is at the cursor: a finding, else an operator, else a setting. */
export const explainHere: Command = {
  id: 'tsk.explainHere',
  run: async ({ session }) => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'tsk') return;
    const { line, character } = editor.selection.active;
    const answer = await session.request<ExplainAnswer | null>('tsk/explain', {
      uri: session.uriOf(editor.document.uri),
      position: { line, character },
    });
    if (answer !== null) await showAnswer(session, answer);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Nothing at the cursor has an explanation.'));
  },
};
