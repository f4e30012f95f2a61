import type { Connection } from 'vscode-languageserver';
import type { LiveWorkspace } from '../workspace/live-workspace.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import { findingsOf, findReported, reportedDocuments, stepsOf } from './findings.ts';
import { type ShowOptions, toClient } from './to-client.ts';

/** What publishing needs of the server. */
export interface PublisherOptions {
  readonly connection: Connection;
  readonly workspace: LiveWorkspace;
  readonly show: () => ShowOptions;
  /** Runs something later, and returns how to call that off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  /** Loads the files that a document's configuration includes. */
  readonly settle: (uri: string) => Promise<void>;
  readonly onFailure: (failure: unknown) => void;
}

/** An analysis that takes longer than this is not made for every keystroke, but when typing pauses for as long. */
const patienceMs = 60;
const longestDelayMs = 100;

/** What an editor asks along with an edit is answered first. */
const courtesyMs = 5;

/** Sends findings to a client that does not ask for them: those of the edited document first, then what changed elsewhere. */
export class Publisher {
  readonly #options: PublisherOptions;
  /** What the client was last told of each URI. */
  readonly #told = new Map<string, string>();
  readonly #edited = new Set<string>();
  #cancel: (() => void) | undefined;
  #lastCostMs = 0;
  #isRunning = false;
  readonly #nowMs: () => number;

  constructor(options: PublisherOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
  }

  /** Something changed: a document with this URI, or anything. */
  refresh(uri?: string): void {
    if (uri !== undefined) this.#edited.add(uri);
    this.#cancel?.();
    const delay = this.#lastCostMs > patienceMs ? Math.min(this.#lastCostMs, longestDelayMs) : courtesyMs;
    this.#cancel = this.#options.schedule(delay, () => {
      this.#cancel = undefined;
      this.#publish().catch(this.#options.onFailure);
    });
  }

  /** Stops what is planned. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  async #publish(): Promise<void> {
    if (this.#isRunning) {
      this.refresh();
      return;
    }
    this.#isRunning = true;
    try {
      const start = this.#nowMs();
      for (const uri of [...this.#edited]) {
        await this.#options.settle(uri);
        // Typed on meanwhile: what comes next looks at the newer text.
        if (!(await this.#prepare(uri))) return;
        this.#edited.delete(uri);
        const document = this.#options.workspace.findDocument(uri);
        if (document !== undefined) this.#tell(document, true);
      }
      this.#lastCostMs = this.#nowMs() - start;
      await this.#publishOthers();
    } finally {
      this.#isRunning = false;
    }
  }

  /** Makes the analysis of a document in parts, between which requests are answered. Tells whether it still holds. */
  async #prepare(uri: string): Promise<boolean> {
    const { workspace } = this.#options;
    const document = workspace.findDocument(uri);
    if (document === undefined) return true;
    for (const step of stepsOf(workspace, document)) {
      step();
      await this.#pause();
      if (this.#cancel !== undefined) return false;
    }
    return true;
  }

  /** The other documents, one by one, so that a request need not wait for all of them; an edit puts an end to it. */
  async #publishOthers(): Promise<void> {
    const { workspace, show, settle } = this.#options;
    const documents = show().settings.diagnostics.workspace ? reportedDocuments(workspace) : workspace.openDocuments();
    const current = new Set(documents.map(({ uri }) => uri));
    for (const { uri } of documents) {
      await this.#pause();
      if (this.#cancel !== undefined) return;
      await settle(uri);
      const document = findReported(workspace, uri);
      if (document !== undefined) this.#tell(document, false);
    }
    for (const uri of this.#told.keys()) if (!current.has(uri)) this.#clear(uri);
  }

  #tell(document: SourceDocument, isEdited: boolean): void {
    const { connection, workspace, show } = this.#options;
    const options = show();
    const { enabled } = options.settings.diagnostics;
    const diagnostics = enabled ? toClient(findingsOf(workspace, document), document, options) : [];
    const told = JSON.stringify(diagnostics);
    const { uri, version } = document;
    // A client that has typed waits for an answer to that, even if it is the same as before.
    if (!isEdited && (this.#told.get(uri) ?? '[]') === told) return;
    this.#told.set(uri, told);
    this.#send(connection, { uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }

  #clear(uri: string): void {
    const told = this.#told.get(uri);
    this.#told.delete(uri);
    if (told !== undefined && told !== '[]') this.#send(this.#options.connection, { uri, diagnostics: [] });
  }

  #send(connection: Connection, params: Parameters<Connection['sendDiagnostics']>[0]): void {
    connection.sendDiagnostics(params).catch(this.#options.onFailure);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#options.schedule(0, resolve);
    });
  }
}
