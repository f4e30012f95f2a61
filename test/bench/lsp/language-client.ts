import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** A server to be measured: how it is started, and the files that it reads. */
export interface MeasuredServer {
  readonly name: string;
  readonly format: 'tsk' | 'yaml' | 'json' | 'toml';
  /** What Node is given. */
  readonly args: readonly string[];
}

/** A server that runs, with an editor in front of it. */
export interface RunningServer {
  readonly startedAt: number;
  readonly open: (uri: string, text: string) => Promise<PublishDiagnosticsParams>;
  /** Types a character, and waits for the findings of the text with it; `atOnce` leaves out the waiting. */
  readonly type: (uri: string, edit: TypedEdit, atOnce?: boolean) => Promise<void>;
  readonly ask: (method: string, uri: string, position: Position) => Promise<unknown>;
  /** Resolves when no findings have come for so long. */
  readonly settle: (quietMs: number) => Promise<void>;
  /** Milliseconds of processor time that it has used, on Linux. */
  readonly cpuMs: () => number;
  /** What it holds in memory, in MB. */
  readonly memoryMb: () => number;
  readonly stop: () => Promise<void>;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** A replacement in one line. */
export interface TypedEdit extends Position {
  readonly length: number;
  readonly text: string;
}

/** How long findings are waited for. */
const patienceMs = 20_000;

/** How long a tick of `/proc` is, in milliseconds. */
const tickMs = 10;

/** Starts a server in a folder, and initializes it as an editor does. */
export async function startServer({ args, format }: MeasuredServer, folder: string): Promise<RunningServer> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map<string, (params: PublishDiagnosticsParams) => void>();
  const versions = new Map<string, number>();
  let lastAt = performance.now();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    lastAt = performance.now();
    // Not every server says what version its findings are of.
    if (params.version !== undefined && params.version !== versions.get(params.uri)) return;
    waiting.get(params.uri)?.(params);
    waiting.delete(params.uri);
  });
  answerRequests(connection);
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  const initialized = connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { publishDiagnostics: {}, completion: {}, hover: {} },
    },
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`it ended with ${code}`);
  });
  await Promise.race([initialized, ended]);
  ended.catch(() => undefined);
  await connection.sendNotification('initialized', {});
  const findings = (uri: string): Promise<PublishDiagnosticsParams> => {
    const { promise, resolve, reject } = Promise.withResolvers<PublishDiagnosticsParams>();
    const timer = setTimeout(() => reject(new Error(`no findings within ${patienceMs} ms`)), patienceMs);
    waiting.set(uri, (params) => {
      clearTimeout(timer);
      resolve(params);
    });
    return promise;
  };

  return {
    startedAt,
    open: async (uri, text) => {
      versions.set(uri, 1);
      const found = findings(uri);
      const textDocument = { uri, languageId: format, version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      return await found;
    },
    type: async (uri, { line, character, length, text }, atOnce = false) => {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      const found = atOnce ? undefined : findings(uri);
      const range = { start: { line, character }, end: { line, character: character + length } };
      const contentChanges = [{ range, text }];
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      await found;
    },
    ask: (method, uri, position) => connection.sendRequest(method, { textDocument: { uri }, position }),
    settle: async (quietMs) => {
      lastAt = performance.now();
      while (performance.now() - lastAt < quietMs) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    cpuMs: () => {
      const fields = readProc(child, 'stat').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * tickMs;
    },
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(readProc(child, 'status'))?.[1]) / 1024,
    stop: async () => {
      connection.dispose();
      const closed = once(child, 'close');
      child.kill();
      await closed;
    },
  };
}

function readProc({ pid }: ChildProcess, name: string): string {
  return readFileSync(`/proc/${pid}/${name}`, 'utf8');
}

/** What servers ask of an editor that has no settings of its own. */
function answerRequests(connection: ProtocolConnection): void {
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
    items.map(() => null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/workspaceFolders', () => null);
}
