import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type Position,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  type ServerCapabilities,
  ShowMessageNotification,
  ShutdownRequest,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import {
  createProtocolConnection,
  type ProtocolConnection,
  type ProtocolRequestType,
} from 'vscode-languageserver/node';
import type { Feature } from '../../language-server/src/feature.ts';
import { textPositions } from '../../language-server/src/protocol.ts';
import { startServer } from '../../language-server/src/server.ts';
import { buildLineIndex } from '../../parser/src/text/line-index.ts';
import { readMarkers } from './markers.ts';
import { type MemoryFiles, memoryFiles } from './memory-files.ts';

/** The folder that the files of a test are in, where it names no others. */
const projectUri = 'file:///project';

/** What a test starts with. */
export interface ServerSetup {
  /** Texts by name in the project (`a.tsk`, `sub/b.tsk`), or by whole URI; `<|>` marks cursors. */
  readonly files: Readonly<Record<string, string>>;
  /** The files that the editor has open, by name; all, if it is left out. */
  readonly open?: readonly string[];
  /** The section `tsk` of the client's settings. */
  readonly settings?: unknown;
  /** Laid over those of a capable client. `textDocument.diagnostic` makes it one that pulls. */
  readonly capabilities?: ClientCapabilities;
  /** The workspace folders by URI; `projectUri` alone, if it is left out. */
  readonly folders?: readonly string[];
  readonly features?: readonly Feature[];
}

/** A real server with a real client, in one process. */
export interface TestServer {
  readonly capabilities: ServerCapabilities;
  readonly client: ProtocolConnection;
  readonly disk: MemoryFiles;
  /** What the server logged, and what it showed to the user. */
  readonly logged: readonly string[];
  readonly shown: readonly string[];
  readonly refreshes: () => number;
  readonly uri: (name: string) => string;
  /** The text of an open file as the editor has it now, or else of the disk. */
  readonly text: (name: string) => string;
  /** Where the cursor markers of a file stood. */
  readonly positions: (name: string) => readonly Position[];
  readonly position: (name: string, index?: number) => Position;
  readonly request: <P, R, PR, E, RO>(type: ProtocolRequestType<P, R, PR, E, RO>, params: P) => Promise<R>;
  readonly open: (name: string, text?: string) => Promise<void>;
  readonly edit: (name: string, changes: readonly TextDocumentContentChangeEvent[]) => Promise<void>;
  readonly closeFile: (name: string) => Promise<void>;
  /** Writes a file to disk, or deletes it, and tells the server. */
  readonly write: (name: string, text: string | undefined) => Promise<void>;
  readonly changeSettings: (settings: unknown) => Promise<void>;
  /** The findings of the file's current text, pushed or pulled, as the client can. */
  readonly diagnostics: (name: string) => Promise<readonly Diagnostic[]>;
  readonly close: () => Promise<void>;
}

const capableClient: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    symbol: { resolveSupport: { properties: ['location.range'] } },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: {
      completionItem: {
        snippetSupport: true,
        labelDetailsSupport: true,
        insertReplaceSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        tagSupport: { valueSet: [1] },
        resolveSupport: { properties: ['documentation', 'detail'] },
      },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    foldingRange: { lineFoldingOnly: false },
  },
};

/** Starts a server with the files of a test, and opens them. */
export async function openServer(setup: ServerSetup): Promise<TestServer> {
  const marked = new Map(Object.entries(setup.files).map(([name, text]) => [name, readMarkers(text)]));
  const uri = (name: string): string =>
    /^[a-z-]{2,}:/.test(name) ? name : `${projectUri}/${name.split('/').map(encodeURIComponent).join('/')}`;
  const onDisk = [...marked].filter(([name]) => !name.startsWith('untitled:'));
  const disk = memoryFiles(new Map(onDisk.map(([name, { text }]) => [uri(name), text])));
  const editor = new Map<string, { readonly version: number; readonly text: string }>();
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startInProcess(toServer, toClient, disk, setup.features);
  const client = createProtocolConnection(toClient, toServer);

  let settings = setup.settings;
  let refreshes = 0;
  const logged: string[] = [];
  const shown: string[] = [];
  const published = new Map<string, PublishDiagnosticsParams>();
  let wake = Promise.withResolvers<void>();
  client.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings ?? null));
  client.onRequest(RegistrationRequest.type, () => undefined);
  client.onRequest(DiagnosticRefreshRequest.type, () => {
    refreshes++;
  });
  client.onNotification(LogMessageNotification.type, ({ message }) => void logged.push(message));
  client.onNotification(ShowMessageNotification.type, ({ message }) => void shown.push(message));
  client.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.set(params.uri, params);
    wake.resolve();
    wake = Promise.withResolvers<void>();
  });
  client.listen();

  const capabilities = overlay(capableClient, setup.capabilities ?? {});
  const folders = (setup.folders ?? [projectUri]).map((folder) => ({ uri: folder, name: nameOf(folder) }));
  const started = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: folders[0]?.uri ?? null,
    capabilities,
    workspaceFolders: folders,
  });
  await client.sendNotification(InitializedNotification.type, {});
  const encoding = started.capabilities.positionEncoding === 'utf-8' ? 'utf-8' : 'utf-16';

  const positionsIn = (text: string): ReturnType<typeof textPositions> =>
    textPositions(text, () => buildLineIndex(text), encoding);
  const positions = (name: string): readonly Position[] => {
    const { text, offsets } = marked.get(name) ?? { text: '', offsets: [] };
    return offsets.map(positionsIn(text).positionAt);
  };
  const open = async (
    name: string,
    text = disk.texts.get(uri(name)) ?? marked.get(name)?.text ?? '',
  ): Promise<void> => {
    editor.set(uri(name), { version: 1, text });
    const textDocument = { uri: uri(name), languageId: 'tsk', version: 1, text };
    await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  };
  const pulled = async (name: string): Promise<readonly Diagnostic[]> => {
    const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: uri(name) } });
    return report.kind === 'full' ? report.items : [];
  };
  const pushed = async (name: string): Promise<readonly Diagnostic[]> => {
    for (;;) {
      const last = published.get(uri(name));
      if (last !== undefined && last.version === editor.get(uri(name))?.version) return last.diagnostics;
      await wake.promise;
    }
  };

  for (const name of setup.open ?? marked.keys()) await open(name);

  return {
    capabilities: started.capabilities,
    client,
    disk,
    logged,
    shown,
    refreshes: () => refreshes,
    uri,
    text: (name) => editor.get(uri(name))?.text ?? disk.texts.get(uri(name)) ?? '',
    positions,
    position: (name, index = 0) => {
      const found = positions(name)[index];
      if (found === undefined) throw new Error(`${name} has no marker ${index}`);
      return found;
    },
    request: (type, params) => client.sendRequest(type.method, params),
    open,
    edit: async (name, changes) => {
      const before = editor.get(uri(name));
      if (before === undefined) throw new Error(`${name} is not open`);
      const version = before.version + 1;
      const text = changes.reduce((old, change) => {
        if (!('range' in change)) return change.text;
        const { start, end } = positionsIn(old).spanOf(change.range);
        return old.slice(0, start) + change.text + old.slice(end);
      }, before.text);
      editor.set(uri(name), { version, text });
      const textDocument = { uri: uri(name), version };
      await client.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument,
        contentChanges: [...changes],
      });
    },
    closeFile: async (name) => {
      editor.delete(uri(name));
      await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uri(name) } });
    },
    write: async (name, text) => {
      const known = disk.texts.has(uri(name));
      if (text === undefined) disk.texts.delete(uri(name));
      else disk.texts.set(uri(name), text);
      const changed = known ? FileChangeType.Changed : FileChangeType.Created;
      const type = text === undefined ? FileChangeType.Deleted : changed;
      await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uri(name), type }] });
    },
    changeSettings: async (changed) => {
      settings = changed;
      await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    diagnostics: capabilities.textDocument?.diagnostic === undefined ? pushed : pulled,
    close: async () => {
      await client.sendRequest(ShutdownRequest.type);
      await client.sendNotification(ExitNotification.type);
      client.dispose();
    },
  };
}

function startInProcess(
  input: PassThrough,
  output: PassThrough,
  disk: MemoryFiles,
  features: readonly Feature[] | undefined,
): void {
  const watchDog = { shutdownReceived: false, initialize: () => undefined, exit: () => undefined };
  const connection = createConnection(
    (logger) => createProtocolConnection(input, output, logger),
    watchDog,
    ProposedFeatures.all,
  );
  startServer(connection, {
    files: disk,
    version: '0.0.0',
    nowMs: () => Date.UTC(2026, 0, 1),
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    ...(features === undefined ? {} : { features }),
  });
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}

function overlay<T extends object>(base: T, over: T): T {
  const merged = { ...base };
  for (const key of Object.keys(over) as (keyof T)[]) {
    const [a, b] = [merged[key], over[key]];
    const isDeep = typeof a === 'object' && a !== null && typeof b === 'object' && b !== null && !Array.isArray(b);
    merged[key] = isDeep ? overlay(a, b) : b;
  }
  return merged;
}
