import type { WorkspaceCheck } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Checks every configuration of the workspace, and says what that comes to. */
export const checkWorkspace: Command = {
  id: 'tsk.checkWorkspace',
  run: async ({ session }) => {
    const check = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Checking .tsk files'),
        cancellable: true,
      },
      (_progress, token) => session.request<WorkspaceCheck | null>('tsk/checkWorkspace', undefined, token),
    );
    if (check === null) return undefined;
    // Whoever calls this from a keybinding or another extension gets the counts; the message waits for nobody.
    void tell(check);
    return check;
  },
};

async function tell(check: WorkspaceCheck): Promise<void> {
  const { configurations, files, errors, warnings, infos, hints } = check;
  if (files === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('There is no .tsk file in this workspace.'));
    return;
  }
  const scope = vscode.l10n.t(
    '{0} in {1}',
    files === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', files),
    configurations === 1 ? vscode.l10n.t('1 configuration') : vscode.l10n.t('{0} configurations', configurations),
  );
  const remarks = infos + hints;
  const found = [
    ...(errors === 0 ? [] : [errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors)]),
    ...(warnings === 0 ? [] : [warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings)]),
    ...(remarks === 0 ? [] : [remarks === 1 ? vscode.l10n.t('1 remark') : vscode.l10n.t('{0} remarks', remarks)]),
  ];
  if (found.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Nothing is wrong: {0}.', scope));
    return;
  }
  const problems = vscode.l10n.t('Show Problems');
  const show =
    errors > 0
      ? vscode.window.showErrorMessage
      : warnings > 0
        ? vscode.window.showWarningMessage
        : vscode.window.showInformationMessage;
  const message = `${scope}: ${found.join(', ')}.`;
  if ((await show(message, problems)) === problems) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}
