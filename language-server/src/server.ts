import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  CancellationToken as Tokens,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { Publisher } from './diagnostics/publisher.ts';
import type { Feature, RequestContext } from './feature.ts';
import { features as allFeatures } from './features/index.ts';
import { negotiateEncoding } from './protocol.ts';
import { ClientSettings } from './wire/client-settings.ts';
import { failureLog } from './wire/failure-log.ts';
import { followDocuments } from './wire/follow-documents.ts';
import { mergeCapabilities } from './wire/merge-capabilities.ts';
import { loadIncludes, type RequestRunner, runRequest } from './wire/run-request.ts';
import type { FileSystem } from './workspace/file-system.ts';
import { LiveWorkspace } from './workspace/live-workspace.ts';

/** What the server needs of the world; a process and a worker of a browser give it each in their way. */
export interface ServerPorts {
  /** How files are read that the editor has not opened. */
  readonly files: FileSystem;
  /** The version that the server gives itself. */
  readonly version: string;
  readonly nowMs: () => number;
  /** Runs something later, and returns how to call that off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  /** The features to offer; all, if it is left out. */
  readonly features?: readonly Feature[];
}

/** Serves a client: this is the one place where messages meet the workspace and the features. */
export function startServer(connection: Connection, ports: ServerPorts): void {
  connection.onInitialize((params) => {
    const session = openSession(connection, ports, params);
    connection.onInitialized(() => session.begin());
    return session.result;
  });
  connection.listen();
}

interface Session {
  readonly result: InitializeResult;
  readonly begin: () => void;
}

/** How long the first answers wait for the client's settings, in milliseconds. */
const SETTINGS_WAIT_MS = 1_000;

function openSession(connection: Connection, ports: ServerPorts, params: InitializeParams): Session {
  const client = params.capabilities;
  const features = ports.features ?? allFeatures;
  const logFailure = failureLog(connection);
  const workspace = new LiveWorkspace(ports.files, negotiateEncoding(client), ports.nowMs);
  const settings = new ClientSettings(connection, client);
  settings.take(params.initializationOptions);

  let ready = Promise.withResolvers<void>();
  /** Settles when the client has told its settings, so that the first answers keep to them, or has taken too long. */
  let settled: Promise<unknown> = Promise.resolve();
  const context = (token: CancellationToken): RequestContext => ({
    workspace,
    client,
    token,
    settings: settings.current,
    connection,
    pause: () => new Promise((resolve) => void ports.schedule(0, resolve)),
    load: (uri) => loadIncludes(workspace, uri, token),
  });
  const runner: RequestRunner = { workspace, ready: () => ready.promise, makeContext: context, logFailure };
  const publisher = new Publisher(
    {
      connection,
      workspace,
      show: () => context(Tokens.None),
      schedule: ports.schedule,
      settle: async (uri) => {
        await ready.promise;
        await loadIncludes(workspace, uri);
      },
      onFailure: (failure) => logFailure('publishing diagnostics', failure),
    },
    ports.nowMs,
  );

  /** Tells the client that findings may have changed that it did not cause by typing. */
  const refresh = (uri?: string): void => {
    if (!pullsDiagnostics(client)) publisher.refresh(uri);
    else if (uri === undefined && client.workspace?.diagnostics?.refreshSupport === true) {
      connection.languages.diagnostics.refresh().catch((failure) => logFailure('refreshing diagnostics', failure));
    }
  };
  const setFolders = (folders: readonly WorkspaceFolder[]): void => {
    ready = Promise.withResolvers<void>();
    const { resolve } = ready;
    workspace
      .setFolders(folders)
      .catch((failure) => logFailure('reading the workspace', failure))
      .then(() => settled)
      .finally(() => {
        resolve();
        refresh();
      });
  };

  followDocuments({ connection, workspace, settings, refresh, setFolders, logFailure, folders: foldersOf(params) });
  for (const { requests } of features) {
    for (const handler of requests) {
      // A request without parameters comes with its token alone.
      connection.onRequest(handler.type.method, (...given: readonly unknown[]) =>
        runRequest(runner, handler, given.length > 1 ? given[0] : undefined, given.at(-1) as CancellationToken),
      );
    }
  }
  connection.onShutdown(() => publisher.stop());

  return {
    result: {
      capabilities: mergeCapabilities([ownCapabilities(client), ...features.map((one) => one.capabilities(client))]),
      serverInfo: { name: 'tsk-language-server', version: ports.version },
    },
    begin: () => {
      const asked = settings.update().catch((failure) => logFailure('asking for settings', failure));
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancel = ports.schedule(SETTINGS_WAIT_MS, resolve);
      settled = Promise.race([asked, late]).finally(cancel);
      setFolders(foldersOf(params));
      // Settings that come late make some findings others.
      void asked.then(() => refresh());
      register(connection, client, settings).catch((failure) => logFailure('registering', failure));
    },
  };
}

function ownCapabilities(client: ClientCapabilities): InitializeResult['capabilities'] {
  return {
    positionEncoding: negotiateEncoding(client),
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Whether the client asks for the findings of a document itself. */
function pullsDiagnostics(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined;
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly WorkspaceFolder[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders;
  if (rootUri === null || rootUri === undefined) return [];
  const plain = rootUri.replace(/\/+$/, '');
  return [{ uri: plain, name: decodeURIComponent(plain.slice(plain.lastIndexOf('/') + 1)) }];
}

async function register(connection: Connection, client: ClientCapabilities, settings: ClientSettings): Promise<void> {
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*.tsk' }, { globPattern: '**/tsk.json' }, { globPattern: '**/*.schema.json' }],
    });
  }
  await settings.watch();
}
