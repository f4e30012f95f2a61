import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Goes to where a value of the plan is written. */
export const revealPlanSource: Command = {
  id: 'tsk.revealPlanSource',
  run: async ({ plan, session }, given) => {
    const pointer = pointerOf(given);
    const place = pointer === undefined ? undefined : plan.current?.answer.places[pointer];
    if (place === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This value is not written; it is the default.'));
      return;
    }
    const { uri, range } = session.placeOf(place);
    await vscode.window.showTextDocument(uri, { selection: range, preview: true });
  },
};

function pointerOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('pointer' in given)) return undefined;
  return typeof given.pointer === 'string' ? given.pointer : undefined;
}
