import type { PlanAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import type { Session } from '../client/session.ts';
import type { Tools } from '../platform.ts';
import { readCommittedPlan } from './committed-plan.ts';

/** The plan of the document that is being edited, and what it was in the last commit. */
export interface CurrentPlan {
  readonly document: vscode.TextDocument;
  readonly answer: PlanAnswer;
  readonly committed: object | undefined;
}

/** An edit is followed by others: the plan is asked for when they pause. */
const pauseMs = 300;

/** Follows the document that is being edited. The tree, the read-only plan and the status all show what this one has. */
export class PlanModel {
  readonly #session: Session;
  readonly #tools: Tools | undefined;
  readonly #changed = new vscode.EventEmitter<CurrentPlan | undefined>();
  readonly #committed = new Map<string, Promise<object | undefined>>();
  readonly #listeners: readonly vscode.Disposable[];
  #document: vscode.TextDocument | undefined;
  #current: CurrentPlan | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(session: Session, tools: Tools | undefined) {
    this.#session = session;
    this.#tools = tools;
    this.#listeners = [
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'tsk' && this.#document !== undefined) this.#schedule();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.#document) this.#leave();
      }),
      // A commit or a checkout changes files, and with them what there is to compare with.
      vscode.workspace.onDidSaveTextDocument(() => this.#committed.clear()),
      session.onDidChangeState((state) => {
        if (state === 'running') this.#schedule();
      }),
    ];
    this.#follow(vscode.window.activeTextEditor);
  }

  get current(): CurrentPlan | undefined {
    return this.#current;
  }

  get onDidChange(): vscode.Event<CurrentPlan | undefined> {
    return this.#changed.event;
  }

  /** Asks for everything again. */
  async refresh(): Promise<void> {
    this.#committed.clear();
    await this.#load();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
  }

  /** Another kind of editor, or the tree itself, leaves the plan as it is. */
  #follow(editor: vscode.TextEditor | undefined): void {
    if (editor?.document.languageId !== 'tsk' || editor.document === this.#document) return;
    this.#document = editor.document;
    this.#schedule();
  }

  #leave(): void {
    this.#document = vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'tsk')?.document;
    if (this.#document === undefined) this.#set(undefined);
    else this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), this.#current === undefined ? 0 : pauseMs);
  }

  async #load(): Promise<void> {
    const document = this.#document;
    if (document === undefined) return;
    const turn = ++this.#turn;
    try {
      const uri = this.#session.uriOf(document.uri);
      const answer = await this.#session.request<PlanAnswer | null>('tsk/plan', { uri });
      const known = this.#current?.document === document ? this.#current.committed : undefined;
      if (turn !== this.#turn || document.isClosed) return;
      this.#set(answer === null ? undefined : { document, answer, committed: known });
      const committed = await this.#committedOf(document);
      if (turn !== this.#turn || answer === null || committed === known) return;
      this.#set({ document, answer, committed });
    } catch {
      // The server is gone or busy with something newer; the status says the first, and the second brings another plan.
      if (turn === this.#turn && this.#session.state !== 'running') this.#set(undefined);
    }
  }

  #committedOf({ uri }: vscode.TextDocument): Promise<object | undefined> {
    if (this.#tools === undefined) return Promise.resolve(undefined);
    const folder = vscode.Uri.joinPath(uri, '..').toString();
    const known = this.#committed.get(folder) ?? readCommittedPlan(uri, this.#tools).catch(() => undefined);
    this.#committed.set(folder, known);
    return known;
  }

  #set(plan: CurrentPlan | undefined): void {
    this.#current = plan;
    void vscode.commands.executeCommand('setContext', 'tsk.hasPlan', plan !== undefined);
    this.#changed.fire(plan);
  }
}
