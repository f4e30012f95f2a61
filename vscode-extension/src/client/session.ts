import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { Platform } from '../platform.ts';
import { announceCommands } from './announce-commands.ts';
import { type Channels, clientOptions, closeAction } from './client-options.ts';
import { serveFiles } from './serve-files.ts';

/** How the server is. */
export type ServerState = 'starting' | 'running' | 'stopped' | 'failed';

/** So many ends within this time are one too many: it would go on for ever. */
const maxCrashes = 4;
const crashWindowMs = 3 * 60_000;

/** The language server as the rest of the extension sees it: it answers requests, and goes on where it stops by itself. */
export class Session {
  readonly #client: BaseLanguageClient;
  readonly #channels: Channels;
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly #crashes: number[] = [];
  #state: ServerState = 'stopped';
  #ready: Promise<void> = Promise.resolve();

  constructor(context: vscode.ExtensionContext, platform: Platform, channels: Channels) {
    this.#channels = channels;
    const options = clientOptions(channels, () => closeAction(this.#survives()));
    this.#client = platform.createClient(context, options);
    this.#client.registerFeature(announceCommands);
    context.subscriptions.push(
      this.#changed,
      ...serveFiles(this.#client),
      this.#client.onDidChangeState(({ newState }) => this.#enter(stateOf(newState))),
      { dispose: () => void this.#client.dispose().catch(() => undefined) },
    );
  }

  get state(): ServerState {
    return this.#state;
  }

  get onDidChangeState(): vscode.Event<ServerState> {
    return this.#changed.event;
  }

  /** What the server says that it is. */
  get version(): string | undefined {
    return this.#client.initializeResult?.serverInfo?.version;
  }

  /** Starts the server. Nothing waits for it: requests do. */
  start(): void {
    this.#ready = this.#client.start();
    this.#ready.catch((error: unknown) => {
      this.#enter('failed');
      this.#channels.log.error('The language server did not start.', String(error));
      void this.#offer(vscode.l10n.t('The TSK language server did not start.'));
    });
  }

  /** Stops the server and starts it anew, whatever state it is in. */
  async restart(): Promise<void> {
    this.#crashes.length = 0;
    if (this.#client.needsStop()) await this.#client.stop();
    this.start();
    await this.#ready;
  }

  /** Asks the server; waits until it has started. Rejects where it cannot answer. */
  async request<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    await this.#ready;
    return token === undefined
      ? this.#client.sendRequest<R>(method, params)
      : this.#client.sendRequest<R>(method, params, token);
  }

  /** A URI as the server writes it. */
  uriOf(uri: vscode.Uri): string {
    return this.#client.code2ProtocolConverter.asUri(uri);
  }

  /** A place that the server gave, for the editor. */
  placeOf(place: { readonly uri: string; readonly range: ProtocolRange }): vscode.Location {
    const { start, end } = place.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    return new vscode.Location(this.#client.protocol2CodeConverter.asUri(place.uri), range);
  }

  #survives(): boolean {
    const now = Date.now();
    this.#crashes.push(now);
    const recent = this.#crashes.filter((at) => now - at < crashWindowMs).length;
    if (recent <= maxCrashes) {
      this.#channels.log.warn('The language server has ended by itself; it is started again.');
      return true;
    }
    this.#enter('failed');
    void this.#offer(vscode.l10n.t('The TSK language server keeps ending by itself and is not started again.'));
    return false;
  }

  async #offer(message: string): Promise<void> {
    const again = vscode.l10n.t('Restart');
    const logs = vscode.l10n.t('Show Logs');
    const choice = await vscode.window.showErrorMessage(message, again, logs);
    if (choice === again) await vscode.commands.executeCommand('tsk.restartServer');
    if (choice === logs) this.#channels.log.show();
  }

  #enter(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changed.fire(state);
  }
}

/** A range as the protocol writes it. */
export interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

function stateOf(state: State): ServerState {
  switch (state) {
    case State.Running:
      return 'running';
    case State.Starting:
      return 'starting';
    case State.StartFailed:
      return 'failed';
    case State.Stopped:
      return 'stopped';
  }
}
