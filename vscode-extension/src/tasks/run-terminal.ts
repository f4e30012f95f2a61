import * as vscode from 'vscode';
import type { RunningTool, Tools } from '../platform.ts';
import { findAdminUrl } from './find-admin-url.ts';
import type { Runs } from './runs.ts';

/** What is compiled and run, and where. */
export interface RunPlan {
  readonly folder: vscode.Uri;
  /** Arguments of the compiler: files, and where includes may lead to. */
  readonly compile: readonly string[];
  /** Where the plan is written; it is deleted in the end. */
  readonly plan: vscode.Uri;
  /** Arguments of the runtime. */
  readonly args: readonly string[];
}

/** What a terminal sends for Ctrl+C. */
const interrupt = '\u0003';

/** A terminal that compiles, then runs, and passes Ctrl+C on. What the runtime writes is read for the address of its status page. */
export class RunTerminal implements vscode.Pseudoterminal {
  readonly #tools: Tools;
  readonly #runs: Runs;
  readonly #plan: RunPlan;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  #tool: RunningTool | undefined;
  #isStopped = false;

  constructor({ tools, runs }: { readonly tools: Tools; readonly runs: Runs }, plan: RunPlan) {
    this.#tools = tools;
    this.#runs = runs;
    this.#plan = plan;
  }

  get onDidWrite(): vscode.Event<string> {
    return this.#written.event;
  }

  get onDidClose(): vscode.Event<number> {
    return this.#closed.event;
  }

  open(): void {
    this.#run().then(
      (code) => this.#closed.fire(code),
      (error: unknown) => {
        this.#write(`${error instanceof Error ? error.message : String(error)}\n`);
        this.#closed.fire(1);
      },
    );
  }

  close(): void {
    this.#isStopped = true;
    this.#tool?.stop();
  }

  handleInput(data: string): void {
    if (data === interrupt) this.close();
  }

  async #run(): Promise<number> {
    const { folder, compile, plan, args } = this.#plan;
    try {
      const build = ['build', ...compile, '-o', plan.fsPath];
      const code = await this.#start('tsk-compile', build, (text) => this.#write(text));
      if (code !== 0 || this.#isStopped) return code;
      this.#write(`${vscode.l10n.t('Compiled {0}; it is started. Ctrl+C stops it.', folder.fsPath)}\n`);
      return await this.#serve(args);
    } finally {
      await vscode.workspace.fs.delete(plan).then(undefined, () => undefined);
    }
  }

  async #serve(args: readonly string[]): Promise<number> {
    const { folder, plan } = this.#plan;
    let text = '';
    let remove: (() => void) | undefined;
    try {
      return await this.#start('tsk-run', [plan.fsPath, ...args], (part) => {
        this.#write(part);
        if (remove !== undefined) return;
        text += part;
        const adminUrl = findAdminUrl(text);
        if (adminUrl === undefined) return;
        remove = this.#runs.add({ name: folder.path.slice(folder.path.lastIndexOf('/') + 1), adminUrl });
        void this.#tell(adminUrl);
      });
    } finally {
      remove?.();
    }
  }

  async #tell(adminUrl: string): Promise<void> {
    const open = vscode.l10n.t('Open Status Page');
    const message = vscode.l10n.t('The service runs. Its operator’s port is {0}.', adminUrl);
    if ((await vscode.window.showInformationMessage(message, open)) === open) {
      await vscode.commands.executeCommand('tsk.showStatusPage');
    }
  }

  #start(tool: 'tsk-compile' | 'tsk-run', args: readonly string[], write: (text: string) => void): Promise<number> {
    this.#tool = this.#tools.start(tool, args, this.#plan.folder.fsPath, write);
    return this.#tool.ended;
  }

  #write(text: string): void {
    this.#written.fire(text.replace(/\r?\n/g, '\r\n'));
  }
}
