import * as vscode from 'vscode';
import { LatestOnly } from './latest-only.ts';
import type { PreviewClient } from './preview-client.ts';

/** Typing and holding an arrow key down move the cursor often. */
const CURSOR_DELAY_MS = 60;

/** Tells which key the cursor of a TSK document is at, whenever that changes. */
export function followCursor(
  client: PreviewClient,
  tell: (document: vscode.Uri, key: string | null) => void,
): vscode.Disposable {
  let editor: vscode.TextEditor | undefined;
  const latest = new LatestOnly((turn) => {
    const { document, selection } = editor ?? {};
    if (document === undefined || selection === undefined) return;
    const { line, character } = selection.active;
    const params = { uri: document.uri.toString(), position: { line, character } };
    client.request<{ key: string } | null>('tsk/keyAt', params).then(
      (found) => {
        if (latest.isLatest(turn)) tell(document.uri, found?.key ?? null);
      },
      // An edit overtook the question; the cursor moves with it, so that it is asked again.
      () => undefined,
    );
  });
  const look = (next: vscode.TextEditor | undefined): void => {
    if (next?.document.languageId !== 'tsk') return;
    editor = next;
    latest.ask(CURSOR_DELAY_MS);
  };
  const subscriptions = [
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => look(textEditor)),
    vscode.window.onDidChangeActiveTextEditor(look),
  ];
  return new vscode.Disposable(() => {
    latest.stop();
    for (const one of subscriptions) one.dispose();
  });
}
