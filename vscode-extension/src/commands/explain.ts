import type { ExplainAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import type { Session } from '../client/session.ts';
import { showExplanation } from '../pages/explanation-pages.ts';
import type { Command } from './command.ts';

/** Explains a diagnostic code, a setting or an operator: the one it is called with, or one that it asks for. */
export const explain: Command = {
  id: 'tsk.explain',
  run: async ({ session }, given) => {
    const topic = typeof given === 'string' ? given : await askForTopic();
    if (topic !== undefined && topic !== '') await explainTopic(session, topic);
  },
};

/** Shows the page of a topic; asks again where the name means several things, or none. */
async function explainTopic(session: Session, topic: string): Promise<void> {
  const answer = await session.request<ExplainAnswer | null>('tsk/explain', { topic });
  if (answer !== null) await showAnswer(session, answer);
}

/** Shows what the server has answered. */
export async function showAnswer(session: Session, answer: ExplainAnswer): Promise<void> {
  switch (answer.kind) {
    case 'found':
      await showExplanation(answer.topic.name);
      return;
    case 'several': {
      const items = answer.candidates.map(({ name, title }) => ({ label: name, detail: title }));
      const placeHolder = vscode.l10n.t('Which one do you mean?');
      const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
      if (chosen !== undefined) await explainTopic(session, chosen.label);
      return;
    }
    case 'unknown': {
      const { name, suggestion } = answer;
      const message = vscode.l10n.t("There is no code, setting or operator '{0}'.", name);
      if (suggestion === null) {
        void vscode.window.showInformationMessage(message);
        return;
      }
      const meant = vscode.l10n.t('Explain {0}', suggestion);
      if ((await vscode.window.showInformationMessage(message, meant)) === meant) {
        await explainTopic(session, suggestion);
      }
    }
  }
}

async function askForTopic(): Promise<string | undefined> {
  const topic = await vscode.window.showInputBox({
    title: vscode.l10n.t('Explain'),
    prompt: vscode.l10n.t('A diagnostic code, a setting or an @operator'),
    placeHolder: 'TSK5106, auto_scaling.strategy, @env',
    value: codeAtCursor() ?? '',
  });
  return topic?.trim();
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'tsk') return undefined;
  const cursor = editor.selection.active;
  const found = vscode.languages.getDiagnostics(editor.document.uri).find(({ range }) => range.contains(cursor));
  const code = typeof found?.code === 'object' ? found.code.value : found?.code;
  return code === undefined ? undefined : String(code);
}
