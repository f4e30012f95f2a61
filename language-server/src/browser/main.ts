import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from '../server.ts';
import { version } from '../version.ts';
import { clientFiles } from '../wire/client-files.ts';

/** The worker that this script runs in: its messages are the protocol. The types of a page know only the page's own scope. */
const worker = globalThis as unknown as DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));

startServer(connection, {
  files: clientFiles(connection),
  version,
  nowMs: () => Date.now(),
  schedule: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
});
