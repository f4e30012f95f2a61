import * as vscode from 'vscode';
import { chooseFormat } from './export-preview.ts';
import { followCursor } from './follow-cursor.ts';
import type { PreviewClient } from './preview-client.ts';
import { PreviewPanel } from './preview-panel.ts';
import { initialState, readState, type View } from './view-state.ts';

export type { PreviewClient } from './preview-client.ts';

/** The type of the panels, by which VS Code restores them. */
const viewType = 'tsk.preview';

/** Registers the previews: their commands, their panels after a reload, and what they follow. */
export function registerPreviews(context: vscode.ExtensionContext, client: PreviewClient): vscode.Disposable[] {
  const panels = new Map<string, PreviewPanel>();

  const adopt = (panel: vscode.WebviewPanel, state: ReturnType<typeof initialState>): void => {
    const preview = new PreviewPanel(panel, client, context.extensionUri, state);
    panels.set(state.uri, preview);
    preview.onDidDispose(() => {
      if (panels.get(state.uri) === preview) panels.delete(state.uri);
    });
  };
  const open = (view: View, column: vscode.ViewColumn) => (given: unknown) => {
    const uri = findDocument(given);
    if (uri === undefined) {
      void vscode.window.showInformationMessage('Open a .tsk file to preview what it says.');
      return;
    }
    const known = panels.get(uri);
    if (known !== undefined) return known.show(view, column);
    const target = { viewColumn: column, preserveFocus: true };
    adopt(vscode.window.createWebviewPanel(viewType, 'Preview', target), initialState(uri, view));
  };
  const findPanel = (): PreviewPanel | undefined => {
    const active = [...panels.values()].find((panel) => panel.isActive);
    const uri = findDocument(undefined);
    return active ?? (uri === undefined ? undefined : panels.get(uri)) ?? [...panels.values()].at(-1);
  };
  const withPanel = (run: (panel: PreviewPanel) => Promise<void>) => async () => {
    const panel = findPanel();
    if (panel === undefined) void vscode.window.showInformationMessage('Open a preview first.');
    else await run(panel);
  };
  const { registerCommand } = vscode.commands;
  return [
    registerCommand('tsk.openPreview', open('scaling', vscode.ViewColumn.Active)),
    registerCommand('tsk.openPreviewToSide', open('scaling', vscode.ViewColumn.Beside)),
    registerCommand('tsk.openBalancingPreview', open('balancing', vscode.ViewColumn.Beside)),
    registerCommand('tsk.openCachePreview', open('cache', vscode.ViewColumn.Beside)),
    registerCommand(
      'tsk.preview.export',
      withPanel(async (panel) => {
        const format = await chooseFormat();
        if (format !== undefined) await panel.export(format);
      }),
    ),
    registerCommand(
      'tsk.preview.compare',
      withPanel((panel) => panel.compare()),
    ),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel: vscode.WebviewPanel, kept: unknown) => {
        const state = readState(kept);
        if (state === undefined) panel.dispose();
        else adopt(panel, state);
      },
    }),
    ...followText(panels, client),
  ];
}

/** Keeps the previews up with the documents: what is typed, what is saved, where the cursor is. */
function followText(panels: ReadonlyMap<string, PreviewPanel>, client: PreviewClient): vscode.Disposable[] {
  return [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId !== 'tsk' || contentChanges.length === 0) return;
      // The files of a folder are one configuration, and may include others: each preview may be concerned.
      for (const panel of panels.values()) panel.refresh();
    }),
    vscode.workspace.onDidSaveTextDocument(() => {
      for (const panel of panels.values()) panel.reload();
    }),
    followCursor(client, (document, key) => {
      const own = panels.get(document.toString());
      for (const panel of own === undefined ? panels.values() : [own]) panel.highlight(key);
    }),
  ];
}

/** The document that a command is about: what it was called with, a URI or its text, else what is being edited. */
function findDocument(given: unknown): string | undefined {
  if (given instanceof vscode.Uri) return given.toString();
  if (typeof given === 'string') return vscode.Uri.parse(given).toString();
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'tsk' ? document.uri.toString() : undefined;
}
