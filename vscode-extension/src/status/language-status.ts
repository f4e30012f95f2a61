import * as vscode from 'vscode';
import type { ServerState, Session } from '../client/session.ts';
import type { PlanModel } from '../plan/plan-model.ts';

const selector: vscode.DocumentSelector = { language: 'tsk' };

/** What stands behind the braces in the status bar: the server, the configuration that the file belongs to, and its schema. */
export function languageStatus(session: Session, model: PlanModel): readonly vscode.Disposable[] {
  const server = vscode.languages.createLanguageStatusItem('tsk.server', selector);
  const configuration = vscode.languages.createLanguageStatusItem('tsk.configuration', selector);
  const schema = vscode.languages.createLanguageStatusItem('tsk.schema', selector);
  server.name = vscode.l10n.t('TSK language server');
  configuration.name = vscode.l10n.t('TSK configuration');
  schema.name = vscode.l10n.t('TSK schema');
  const showAll = (): void => {
    showServer(server, session);
    showConfiguration(configuration, model);
    showSchema(schema);
  };
  showAll();
  return [
    server,
    configuration,
    schema,
    session.onDidChangeState(showAll),
    model.onDidChange(showAll),
    vscode.window.onDidChangeActiveTextEditor(showAll),
  ];
}

function showServer(item: vscode.LanguageStatusItem, session: Session): void {
  const texts: Readonly<Record<ServerState, string>> = {
    starting: vscode.l10n.t('Language server is starting'),
    running: vscode.l10n.t('Language server {0}', session.version ?? ''),
    stopped: vscode.l10n.t('Language server is stopped'),
    failed: vscode.l10n.t('Language server does not start'),
  };
  item.text = texts[session.state];
  item.busy = session.state === 'starting';
  const isDown = session.state === 'failed' || session.state === 'stopped';
  item.severity = isDown ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.command = isDown
    ? { title: vscode.l10n.t('Restart'), command: 'tsk.restartServer' }
    : { title: vscode.l10n.t('Show Logs'), command: 'tsk.showLogs' };
}

function showConfiguration(item: vscode.LanguageStatusItem, { current }: PlanModel): void {
  if (current === undefined) {
    item.text = vscode.l10n.t('No configuration yet');
    item.command = undefined;
    return;
  }
  const { sources } = current.answer.plan;
  const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(current.document.uri, '..'), false);
  const name = sources.length > 1 ? folder : vscode.workspace.asRelativePath(current.document.uri, false);
  const files = sources.length === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', sources.length);
  item.text = vscode.l10n.t('Configuration {0}', name);
  item.detail = files;
  item.command = { title: vscode.l10n.t('Open Compiled Plan'), command: 'tsk.openPlan' };
}

/** A document names a schema of its own in a comment at its start. */
function showSchema(item: vscode.LanguageStatusItem): void {
  const text = vscode.window.activeTextEditor?.document.lineAt(0).text ?? '';
  const own = /^\s*#:schema\s+(\S+)/.exec(text)?.[1];
  item.text = own === undefined ? vscode.l10n.t('Built-in schema') : vscode.l10n.t('Schema {0}', own);
}
