import type { Connection, WorkspaceFolder } from 'vscode-languageserver';
import type { LiveWorkspace } from '../workspace/live-workspace.ts';
import type { ClientSettings } from './client-settings.ts';
import type { FailureLog } from './failure-log.ts';

/** What following a client's notifications needs. */
export interface Follower {
  readonly connection: Connection;
  readonly workspace: LiveWorkspace;
  readonly settings: ClientSettings;
  readonly logFailure: FailureLog;
  /** The folders at the start. */
  readonly folders: readonly WorkspaceFolder[];
  readonly setFolders: (folders: readonly WorkspaceFolder[]) => void;
  /** Something changed that findings depend on; with a URI, it was an edit of that document. */
  readonly refresh: (uri?: string) => void;
}

/** Keeps the workspace in step with what the client tells: edits, folders, files on disk, settings. */
export function followDocuments({
  connection,
  workspace,
  settings,
  logFailure,
  folders: first,
  setFolders,
  refresh,
}: Follower): void {
  const later = (what: string, work: Promise<unknown>): void => {
    work.catch((failure) => logFailure(what, failure)).finally(() => refresh());
  };
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    workspace.open(uri, version, text);
    refresh(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    workspace.change(uri, version, contentChanges);
    refresh(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => later('closing a file', workspace.close(uri)));
  connection.onDidSaveTextDocument(() => refresh());
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = new Set(changes.flatMap(({ uri }) => workspace.pathOf(uri) ?? []));
    later('reading a changed file', Promise.all([...paths].map((path) => workspace.reload(path))));
  });
  connection.onDidChangeConfiguration(({ settings: sent }) => later('reading settings', settings.update(sent)));

  let folders = first;
  connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }: FoldersChanged) => {
    const gone = new Set(event.removed.map(({ uri }) => uri));
    folders = [...folders.filter(({ uri }) => !gone.has(uri)), ...event.added];
    setFolders(folders);
  });
}

interface FoldersChanged {
  readonly event: { readonly added: readonly WorkspaceFolder[]; readonly removed: readonly WorkspaceFolder[] };
}
