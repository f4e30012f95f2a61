import type { PictureAnswer, PreviewChoices } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import { buildRequest } from './build-request.ts';
import { ChosenTextReader } from './chosen-texts.ts';
import { decodeRendered, fetchData, save } from './export-preview.ts';
import { LatestOnly } from './latest-only.ts';
import { pageHtml } from './page.ts';
import { isReplaced, type PreviewClient } from './preview-client.ts';
import {
  type ExportFormat,
  type FromPage,
  type Notice,
  protocolVersion,
  readFromPage,
  type ToPage,
} from './protocol.ts';
import { reveal } from './reveal.ts';
import { asksTheSame, type View, type ViewState } from './view-state.ts';
import { writeValues } from './write-values.ts';

type Picture = Extract<PictureAnswer, { ok: true }>;

/** From an edit to the request: so long that a word typed fast is one request. */
const EDIT_DELAY_MS = 50;

/** For so long after a click in the page the cursor, which the click has moved, does not move the page. */
const GUARD_MS = 300;

/** A preview beside its document: it asks the server after each edit, and shows the last good picture meanwhile. */
export class PreviewPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #client: PreviewClient;
  readonly #texts = new ChosenTextReader();
  readonly #latest = new LatestOnly((turn) => void this.#ask(turn));
  #state: ViewState;
  #choices: PreviewChoices | undefined;
  /** The last answer without errors, by preview. */
  readonly #good = new Map<View, Picture>();
  #error: PictureAnswer['firstError'] = null;
  #cancel: vscode.CancellationTokenSource | undefined;
  #revealedMs = 0;

  constructor(panel: vscode.WebviewPanel, client: PreviewClient, extensionUri: vscode.Uri, state: ViewState) {
    this.#panel = panel;
    this.#client = client;
    this.#state = state;
    const root = vscode.Uri.joinPath(extensionUri, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [root] };
    panel.iconPath = new vscode.ThemeIcon('graph-line');
    panel.title = `Preview ${this.#fileName()}`;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const read = readFromPage(message);
      if (read !== undefined) void this.#listen(read);
    });
    panel.onDidDispose(() => {
      this.#latest.stop();
      this.#cancel?.cancel();
    });
    const locate = (name: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
    panel.webview.html = pageHtml({
      script: locate('preview.js'),
      style: locate('preview.css'),
      styleSource: panel.webview.cspSource,
    });
  }

  /** The document that it belongs to. */
  get uri(): string {
    return this.#state.uri;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  onDidDispose(run: () => void): void {
    this.#panel.onDidDispose(run);
  }

  /** Brings it into sight, with another preview in it where that is not shown. */
  show(view: View, column: vscode.ViewColumn): void {
    if (this.#state.view !== view) void this.#change({ ...this.#state, view });
    this.#panel.reveal(this.#panel.viewColumn ?? column, true);
  }

  /** Draws anew, after a document was edited. */
  refresh(): void {
    this.#latest.ask(EDIT_DELAY_MS);
  }

  /** Draws anew, after files changed on disk. */
  reload(): void {
    this.#texts.forget();
    this.#latest.ask(EDIT_DELAY_MS);
  }

  /** Shows what belongs to a key. */
  highlight(key: string | null): void {
    this.#post({ kind: 'highlight', key, moves: Date.now() - this.#revealedMs > GUARD_MS });
  }

  /** Lays the last commit over, or takes it away. */
  async compare(): Promise<void> {
    this.#texts.forget();
    await this.#change({ ...this.#state, view: 'scaling', comparesCommit: !this.#state.comparesCommit });
  }

  async export(format: ExportFormat): Promise<void> {
    if (format === 'csv' || format === 'json') {
      const bytes = await fetchData(this.#client, this.#state, this.#texts, format);
      if (bytes !== undefined) await save(this.#state, format, bytes);
    } else {
      this.#panel.reveal(undefined, false);
      this.#post({ kind: 'render', format });
    }
  }

  async #listen(message: FromPage): Promise<void> {
    try {
      await this.#react(message);
    } catch (failure) {
      void vscode.window.showErrorMessage(`The preview failed: ${describe(failure)}`);
    }
  }

  async #react(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        if (message.state?.uri === this.#state.uri) this.#state = message.state;
        return this.#begin();
      case 'change':
        return this.#take(message.state);
      case 'reveal':
        return this.#reveal(message.pointer, message.key);
      case 'revealError':
        this.#revealedMs = Date.now();
        return this.#error === null ? undefined : reveal(this.#error.location);
      case 'write':
        if (await writeValues(this.#client, this.uri, this.#state.tried)) {
          await this.#change({ ...this.#state, tried: {} });
        }
        return;
      case 'chooseTrace':
        return this.#chooseTrace();
      case 'export':
        return this.export(message.format);
      case 'rendered':
        return save(this.#state, message.format, decodeRendered(message.format, message.data));
    }
  }

  /** The page is new: what was drawn before is there at once, and is then drawn anew. */
  async #begin(): Promise<void> {
    // The server knows a document once VS Code has it open.
    await vscode.workspace.openTextDocument(vscode.Uri.parse(this.uri, true));
    this.#choices ??= await this.#client.request<PreviewChoices>('tsk/previewChoices', undefined);
    this.#postState();
    const good = this.#good.get(this.#state.view);
    if (good !== undefined) this.#postPicture(good, null);
    this.#latest.ask(0);
  }

  /** Takes over what the user has set in the page, which shows it already. */
  #take(state: ViewState): void {
    const before = this.#state;
    this.#state = { ...state, uri: before.uri };
    if (state.comparesCommit && !before.comparesCommit) this.#texts.forget();
    if (!asksTheSame(before, this.#state)) this.#latest.ask(0);
  }

  async #change(state: ViewState): Promise<void> {
    this.#state = state;
    this.#postState();
    this.#latest.ask(0);
  }

  async #ask(turn: number): Promise<void> {
    this.#cancel?.cancel();
    const cancel = new vscode.CancellationTokenSource();
    this.#cancel = cancel;
    const { view } = this.#state;
    try {
      const texts = await this.#texts.read(this.#state);
      if (!this.#latest.isLatest(turn)) return;
      const { method, params } = buildRequest(this.#state, texts);
      const version = this.#document()?.version;
      const asked = { ...params, ...(version === undefined ? {} : { version }) };
      const answer = await this.#client.request<PictureAnswer | null>(method, asked, cancel.token);
      if (this.#latest.isLatest(turn)) this.#show(view, answer, texts.problem);
    } catch (failure) {
      if (isReplaced(failure) || !this.#latest.isLatest(turn)) return;
      this.#post({
        kind: 'notice',
        notice: { text: `There is no new picture: ${describe(failure)}`, hasPlace: false },
      });
    } finally {
      cancel.dispose();
    }
  }

  #show(view: View, answer: PictureAnswer | null, problem: string | undefined): void {
    if (answer === null) {
      const text = 'The language server does not know this file: it is neither open nor in the workspace.';
      this.#post({ kind: 'notice', notice: { text, hasPlace: false } });
      return;
    }
    this.#error = answer.firstError;
    const notice = noticeOf(answer, this.#good.has(view));
    if (!answer.ok) this.#post({ kind: 'notice', notice: notice ?? { text: answer.message, hasPlace: false } });
    else if (notice === null) {
      this.#good.set(view, answer);
      this.#postPicture(answer, problem === undefined ? null : { text: problem, hasPlace: false });
    } else if (this.#good.has(view)) this.#post({ kind: 'notice', notice });
    else this.#postPicture(answer, notice);
  }

  async #reveal(pointer: string, key: string): Promise<void> {
    const good = this.#good.get(this.#state.view);
    const place = good?.places[pointer];
    this.#revealedMs = Date.now();
    if (place !== undefined) return reveal(place);
    const value = good?.settings.find((setting) => setting.pointer === pointer)?.value;
    const write = 'Write It';
    const text = `\`${key}\` is not written in the configuration: its default counts.`;
    const chosen = await vscode.window.showInformationMessage(text, ...(typeof value === 'number' ? [write] : []));
    if (chosen === write && typeof value === 'number') await writeValues(this.#client, this.uri, { [pointer]: value });
  }

  async #chooseTrace(): Promise<void> {
    const isCache = this.#state.view === 'cache';
    const [uri] =
      (await vscode.window.showOpenDialog({
        title: isCache
          ? 'A Trace of Requests: a key on each line, or key,bytes'
          : 'A Trace of Load: time,rate on each line',
        defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(this.uri, true), '..'),
        filters: { Traces: ['csv', 'json', 'txt', 'log'], 'All files': ['*'] },
      })) ?? [];
    if (uri === undefined) return;
    const file = { uri: uri.toString(), name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
    const { cache } = this.#state;
    await this.#change(
      isCache ? { ...this.#state, cache: { ...cache, trace: file } } : { ...this.#state, trace: file },
    );
  }

  #document(): vscode.TextDocument | undefined {
    return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === this.uri);
  }

  #fileName(): string {
    return decodeURIComponent(this.uri.slice(this.uri.lastIndexOf('/') + 1));
  }

  #postState(): void {
    if (this.#choices === undefined) return;
    this.#post({ kind: 'state', state: this.#state, choices: this.#choices, file: this.#fileName() });
  }

  #postPicture({ picture, settings, version, places }: Picture, notice: Notice | null): void {
    this.#post({
      kind: 'picture',
      view: this.#state.view,
      documentVersion: version,
      picture,
      settings,
      written: Object.keys(places),
      notice,
    });
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage({ ...message, version: protocolVersion });
  }
}

function noticeOf({ errors, firstError }: PictureAnswer, hasGood: boolean): Notice | null {
  if (errors === 0) return null;
  const count = errors === 1 ? 'an error' : `${errors} errors`;
  const meaning = hasGood
    ? 'This is the picture from before'
    : 'The picture is a guess: what is wrong counts as if it were not there';
  const first = firstError === null ? '' : ` ${firstError.message}`;
  return { text: `The configuration has ${count}. ${meaning}.${first}`, hasPlace: firstError !== null };
}

function describe(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
