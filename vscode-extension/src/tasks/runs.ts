import * as vscode from 'vscode';

/** A runtime that was started, and where its operator's port is once it says so. */
export interface Run {
  readonly name: string;
  readonly adminUrl: string | undefined;
}

/** The runtimes that this window has started and that still run. The status bar leads to the status page of the latest. */
export class Runs {
  readonly #running: Run[] = [];
  readonly #item: vscode.StatusBarItem;

  constructor() {
    this.#item = vscode.window.createStatusBarItem('tsk.run', vscode.StatusBarAlignment.Left, 1);
    this.#item.name = vscode.l10n.t('TSK: running service');
    this.#item.command = 'tsk.showStatusPage';
  }

  get latest(): Run | undefined {
    return this.#running.at(-1);
  }

  /** Adds a runtime that has told where its operator's port is; the result takes it away again. */
  add(run: Run): () => void {
    this.#running.push(run);
    this.#show();
    return () => {
      const index = this.#running.indexOf(run);
      if (index >= 0) this.#running.splice(index, 1);
      this.#show();
    };
  }

  dispose(): void {
    this.#item.dispose();
  }

  #show(): void {
    const { latest } = this;
    void vscode.commands.executeCommand('setContext', 'tsk.isRunning', latest !== undefined);
    if (latest === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(pulse) ${latest.name}`;
    this.#item.tooltip = vscode.l10n.t(
      'Runs with the bundled runtime; opens its status page, {0}',
      String(latest.adminUrl),
    );
    this.#item.show();
  }
}
