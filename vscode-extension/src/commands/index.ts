import * as vscode from 'vscode';
import { checkWorkspace } from './check-workspace.ts';
import type { Command, CommandContext } from './command.ts';
import { compile } from './compile.ts';
import { explain } from './explain.ts';
import { explainHere } from './explain-here.ts';
import { fixAll } from './fix-all.ts';
import { formatAll } from './format-all.ts';
import { insertTemplate } from './insert-template.ts';
import { openPlan } from './open-plan.ts';
import { openWalkthrough } from './open-walkthrough.ts';
import { preview } from './preview.ts';
import { refreshPlan } from './refresh-plan.ts';
import { restartServer } from './restart-server.ts';
import { revealPlanSource } from './reveal-plan-source.ts';
import { run } from './run.ts';
import { showLogs } from './show-logs.ts';
import { showReferences } from './show-references.ts';
import { showServerVersion } from './show-server-version.ts';
import { showStatusPage } from './show-status-page.ts';

/** The commands of the extension; those of the previews are theirs. */
const commands: readonly Command[] = Object.freeze([
  checkWorkspace,
  formatAll,
  fixAll,
  compile,
  run,
  showStatusPage,
  explain,
  explainHere,
  openPlan,
  refreshPlan,
  revealPlanSource,
  insertTemplate,
  openWalkthrough,
  restartServer,
  showLogs,
  showServerVersion,
  preview,
  showReferences,
]);

/** Registers the commands. What goes wrong in one is logged, and told in one sentence. */
export function registerCommands(context: CommandContext): readonly vscode.Disposable[] {
  return commands.map(({ id, run: perform }) =>
    vscode.commands.registerCommand(id, async (...given: readonly unknown[]) => {
      try {
        return await perform(context, ...given);
      } catch (error) {
        context.log.error(`${id} failed.`, error instanceof Error ? (error.stack ?? error.message) : String(error));
        const logs = vscode.l10n.t('Show Logs');
        const message = vscode.l10n.t('That did not work: {0}', error instanceof Error ? error.message : String(error));
        if ((await vscode.window.showErrorMessage(message, logs)) === logs) context.log.show();
        return undefined;
      }
    }),
  );
}
