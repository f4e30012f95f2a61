import * as vscode from 'vscode';
import { explainActions } from './client/explain-actions.ts';
import { Session } from './client/session.ts';
import { registerCommands } from './commands/index.ts';
import { explanationPages } from './pages/explanation-pages.ts';
import { planDocuments } from './plan/plan-document.ts';
import { PlanModel } from './plan/plan-model.ts';
import { planView } from './plan/plan-view.ts';
import type { Platform } from './platform.ts';
import { registerPreviews } from './preview/index.ts';
import { languageStatus } from './status/language-status.ts';
import { Runs } from './tasks/runs.ts';
import { taskProvider } from './tasks/task-provider.ts';

/** Sets up everything. The server starts meanwhile: nothing here waits for it, requests do. */
export function activateExtension(context: vscode.ExtensionContext, platform: Platform): void {
  const log = vscode.window.createOutputChannel('TSK', { log: true });
  const trace = vscode.window.createOutputChannel('TSK Protocol', { log: true });
  const { tools } = platform;
  const session = new Session(context, platform, { log, trace });
  const plan = new PlanModel(session, tools);
  const runs = new Runs();
  context.subscriptions.push(
    log,
    trace,
    plan,
    runs,
    ...registerCommands({ extension: context, session, log, plan, tools, runs }),
    ...planView(plan),
    ...planDocuments(plan, session),
    ...languageStatus(session, plan),
    ...registerPreviews(context, session),
    explanationPages(session),
    explainActions(),
  );
  if (tools !== undefined) {
    const parts = { tools, runs, extension: context };
    context.subscriptions.push(vscode.tasks.registerTaskProvider('tsk', taskProvider(parts)));
  }
  void vscode.commands.executeCommand('setContext', 'tsk.hasTools', tools !== undefined);
  session.start();
}
